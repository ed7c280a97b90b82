/** Marks a parameter whose bits are an integer, and no float in disguise. */
export const integerAttribute = 'fluxion-integer';
