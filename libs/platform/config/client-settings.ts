/** What a command that talks to a running service is told by its surroundings. */
export interface ClientSettings {
  /** Bearer token of the person who gives the commands. */
  readonly token?: string;
}

/** Reads LEADER_MATCH_TOKEN; empty counts as absent. Never throws: a wrong token is the service's to refuse. */
export function readClientSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ClientSettings {
  const token = environment['LEADER_MATCH_TOKEN']?.trim() ?? '';
  return token === '' ? {} : { token };
}
