/**
 * How much of something a test does: `usual` where every change waits for it, and what the environment variable says in
 * a campaign (test/reliability-campaign.mjs). Throws on anything but a whole number above 0.
 */
export function campaignSize(variable: string, usual: number): number {
  const given = process.env[variable];
  if (given === undefined) return usual;
  const size = Number(given);
  if (!Number.isSafeInteger(size) || size < 1)
    throw new Error(`${variable} is ${JSON.stringify(given)}; it must be a whole number above 0`);
  return size;
}
