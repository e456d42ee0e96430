/** SQL for the name of a party, school or trust by these columns; null: not in the register. */
export function partyName(party: string, partyRef: string): string {
  return `CASE ${party}
    WHEN 'school' THEN (SELECT s.name FROM school s WHERE s.urn = ${partyRef})
    WHEN 'trust' THEN (SELECT t.name FROM trust t WHERE t.uid = ${partyRef})
    WHEN 'local-authority' THEN
      (SELECT s.la_name FROM school s WHERE s.facts->>'laCode' = ${partyRef} AND s.la_name IS NOT NULL LIMIT 1)
    WHEN 'diocese' THEN
      (SELECT s.facts->>'dioceseName' FROM school s WHERE s.facts->>'dioceseCode' = ${partyRef} LIMIT 1)
  END`;
}
