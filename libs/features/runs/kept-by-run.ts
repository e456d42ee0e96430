/**
 * What was read last of finished runs and never changes: taking it out of the database and putting it into words takes
 * longest on a page about a whole nation. Whoever asks must first have seen, by the tables' policies, that the run is
 * theirs to read. The key not asked for the longest makes room.
 */
export class KeptByRun<Value> {
  private readonly values = new Map<string, Value>();

  constructor(private readonly mostKeys: number) {}

  /** `read` gives null for what is not there, which is not kept. */
  async of(key: string, read: () => Promise<Value | null>): Promise<Value | null> {
    const value = this.values.get(key) ?? (await read());
    if (value === null) return null;
    this.values.delete(key);
    this.values.set(key, value);
    for (const oldest of this.values.keys()) {
      if (this.values.size <= this.mostKeys) break;
      this.values.delete(oldest);
    }
    return value;
  }
}
