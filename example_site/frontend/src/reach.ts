const PATIENCE = 10_000;

/**
 * `fetch`, once more where the connection broke: one that was kept open may be closed by the other side at the very moment
 * it is used. What asks twice has to do no harm, and here all of it does none: a comment has its Idempotency-Key.
 */
export async function reach(address: string, request: RequestInit = {}): Promise<Response> {
  const once = () => fetch(address, { ...request, signal: AbortSignal.timeout(PATIENCE) });
  return once().catch((error: unknown) => {
    if (error instanceof TypeError) return once(); // what `fetch` raises for networks; a timeout is another error
    throw error;
  });
}
