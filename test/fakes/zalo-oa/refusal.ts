/** An answer that says no: it comes with HTTP status 200 like any other. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}
