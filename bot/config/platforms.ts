/** What belongs together in the settings of a platform: what it lacks, in words for an operator. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** How a platform's messages come in. */
export type ReceivingMode = { kind: 'polling' } | { kind: 'webhook'; url: string; secret: string };

/** What a webhook lacks: `name` begins the platform's settings. */
export function webhookProblems(
  set: Environment,
  publicUrl: string | undefined,
  { name, token, says, isOfficial }: { name: string; token: string; says: string; isOfficial: boolean },
): string[] {
  if (set[token] === undefined || set[`${name}_MODE`] !== 'webhook') return [];
  const when = `when ${name}_MODE is webhook`;
  const problems: string[] = [];
  if (set.PUBLIC_URL === undefined) {
    problems.push(`PUBLIC_URL must be set ${when}: ${says} sends messages to that https address`);
  } else if (publicUrl && !publicUrl.startsWith('https:') && isOfficial) {
    problems.push(`PUBLIC_URL must begin with https:// ${when}: ${says} accepts nothing else`);
  }
  if (set[`${name}_WEBHOOK_SECRET`] === undefined)
    problems.push(`${name}_WEBHOOK_SECRET must be set ${when}; \`openssl rand -hex 32\` makes one`);
  return problems;
}

/** An account needs these three together; what it was given is named, so that a forgotten one is seen at once. */
export function oaProblems(set: Environment): string[] {
  const needed = ['ZALO_OA_APP_ID', 'ZALO_OA_APP_SECRET', 'ZALO_OA_SECRET_KEY'];
  const given = [...needed, 'ZALO_OA_REFRESH_TOKEN'].filter((name) => set[name] !== undefined);
  const missing = needed.filter((name) => set[name] === undefined);
  if (given.length === 0 || missing.length === 0) return [];
  return [`${missing.join(' and ')} must be set, since ${given.join(' and ')} ${given.length === 1 ? 'is' : 'are'}`];
}

export function receivingMode(
  wanted: 'polling' | 'webhook',
  publicUrl: string | undefined,
  path: string,
  secret: string | undefined,
): ReceivingMode {
  return wanted === 'webhook' && publicUrl && secret
    ? { kind: 'webhook', url: `${publicUrl}${path}`, secret }
    : { kind: 'polling' };
}
