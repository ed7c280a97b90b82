module m
  type, abstract :: shape
  contains
    procedure(area_i), deferred :: area
  end type
  abstract interface
    real(8) function area_i(this)
      import shape
      class(shape), intent(in) :: this
    end function
  end interface
  type, extends(shape) :: sq
    real(8) :: a
  contains
    procedure :: area => sq_area
  end type
contains
  real(8) function sq_area(this)
    class(sq), intent(in) :: this
    sq_area = this%a**2
  end function
  real(8) function total(s)
    class(shape), intent(in) :: s
    total = s%area()
  end function
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    type(sq) :: s
    s%a = x(1)
    f = total(s) * x(2)
  end function
end module
