/** The archives that `ar` makes, read and written. What is read is untrusted: what lies outside of the bytes is no member. */

export interface ArchiveMember {
  readonly name: string;
  /** Undefined in a thin archive, whose members are files beside it. */
  readonly bytes: Uint8Array | undefined;
}

const thick = '!<arch>\n';
const thin = '!<thin>\n';
const headerSize = 60;

const text = (bytes: Uint8Array, from: number, to: number): string =>
  new TextDecoder('latin1').decode(bytes.subarray(from, to));

export const isArchive = (bytes: Uint8Array): boolean => [thick, thin].includes(text(bytes, 0, 8));

/** The members in their order, without tables of symbols and names; up to the first that is malformed. */
export function readArchive(bytes: Uint8Array): ArchiveMember[] {
  const isThin = text(bytes, 0, 8) === thin;
  const members: ArchiveMember[] = [];
  let names = '';
  for (let at = 8; isArchive(bytes) && at + headerSize <= bytes.length;) {
    const field = text(bytes, at, at + 16).trimEnd();
    const size = Number(text(bytes, at + 48, at + 58));
    const start = at + headerSize;
    const isTable = /^(\/|\/\/|\/SYM64\/|__\.SYMDEF.*)$/.test(field);
    const end = isThin && !isTable ? start : start + size;
    if (!Number.isSafeInteger(size) || size < 0 || end > bytes.length) break;
    if (field === '//') names = text(bytes, start, end);
    else if (!isTable) members.push(readMember(field, bytes.subarray(start, end), names, isThin));
    at = end + (end % 2);
  }
  return members;
}

function readMember(field: string, bytes: Uint8Array, names: string, isThin: boolean): ArchiveMember {
  const inTable = /^\/(\d+)$/.exec(field);
  if (inTable) {
    const from = Number(inTable[1]);
    const name = names.slice(from, Math.max(names.indexOf('\n', from), from)).replace(/\/$/, '');
    return { name, bytes: isThin ? undefined : bytes };
  }
  // BSD's: the name comes first in the bytes.
  const length = Number(/^#1\/(\d+)$/.exec(field)?.[1] ?? 0);
  if (length > 0) return { name: text(bytes, 0, length).replace(/\0+$/, ''), bytes: bytes.subarray(length) };
  return { name: field.replace(/\/$/, ''), bytes: isThin ? undefined : bytes };
}

/** An archive without a table of symbols: lld looks into the members. */
export function writeArchive(
  members: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Uint8Array {
  const names = members.map(({ name }) => `${name}/\n`).join('');
  const parts: Uint8Array[] = [];
  const encode = (value: string) => void parts.push(Uint8Array.from(value, (c) => c.charCodeAt(0)));
  const write = (name: string, content: Uint8Array) => {
    const fields = [name.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '100644'.padEnd(8)];
    encode(`${fields.join('')}${String(content.length).padEnd(10)}\`\n`);
    parts.push(content);
    if (content.length % 2 === 1) encode('\n');
  };
  encode(thick);
  write(
    '//',
    Uint8Array.from(names, (c) => c.charCodeAt(0)),
  );
  let offset = 0;
  for (const { name, bytes } of members) {
    write(`/${offset}`, bytes);
    offset += name.length + 2;
  }
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
