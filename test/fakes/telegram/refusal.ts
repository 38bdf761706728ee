/** An answer of the Bot API that says no. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: Record<string, number>;

  constructor(code: number, description: string, parameters: Record<string, number> = {}) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}
