import { createHash } from 'node:crypto';

/** Which statements are worth keeping, and what they are called on every connection of a process. */
export class StatementNames {
  private readonly names = new Map<string, string>();

  /** `most`: whatever text comes after so many gets no name. */
  constructor(private readonly most: number) {}

  /** Undefined at first sight: a text made for one question is kept nowhere. */
  nameOf(text: string): string | undefined {
    const name = this.names.get(text);
    if (name === undefined && this.names.size < this.most) this.names.set(text, digestOf(text));
    return name;
  }

  /** Another name from here on, so that every connection parses the text again. */
  rename(text: string): void {
    const name = this.names.get(text);
    if (name !== undefined) this.names.set(text, digestOf(name));
  }
}

/** PostgreSQL keeps 63 characters of a name. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
