import { escapeBytes } from '../ir/index.ts';
import { characterClass, digitBit, nameBit } from './characters.ts';

/** A name of a value or comdat as it stands after its sigil: quoted unless it is plain. */
export function nameText(name: string): string {
  return isPlainName(name) ? name : `"${escapeBytes(name)}"`;
}

/** Whether a name can stand without quotes: `[-a-zA-Z$._][-a-zA-Z$._0-9]*`. */
function isPlainName(name: string): boolean {
  if (name.length === 0) return false;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code > 127 || !(characterClass[code]! & nameBit)) return false;
  }
  return !(characterClass[name.charCodeAt(0)]! & digitBit);
}

/** The name of metadata after its `!`: other characters than in plain names are escaped without quotes. */
export function metadataNameText(name: string): string {
  if (isPlainName(name)) return name;
  return name.replace(/[^-a-zA-Z$._0-9]|^[0-9]/g, (c) => {
    return `\\${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

/** A string in quotes. */
export function quote(text: string): string {
  return `"${escapeBytes(text)}"`;
}
