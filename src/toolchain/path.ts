/**
 * Paths in the file system that the compiler sees: `/` separates, every absolute path starts with it. Browser-safe, so
 * without `node:path`.
 */

/** Folder that relative paths start from when the sources live in memory only. */
export const memoryFolder = '/src';

/** A path as the compiler sees it: a drive letter of Windows becomes the first folder. */
export function toVirtualPath(path: string): string {
  return /^[A-Za-z]:[\\/]/.test(path) ? `/${path.replaceAll('\\', '/')}` : path;
}

/** The absolute path without `.`, `..` and doubled separators. Like in a file system, `..` of the root is the root. */
export function resolvePath(folder: string, path: string): string {
  const whole = path.startsWith('/') ? path : `${folder}/${path}`;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The last component: `b.c` of `/a/b.c`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
