// The smallest honest client of the endpoint: what an application would write around fetch.

export type Connection = {
  /** Scheme and host, such as https://apig.cn-north-4.myhuaweicloud.com. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly token: string;
};

export type Answer = {
  readonly status: number;
  readonly contentType: string | undefined;
  /** undefined where there is none; text that is no JSON stays text. */
  readonly body: unknown;
};

export async function showInstance(
  { endpoint, projectId, token }: Connection,
  instanceId: string,
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<Answer> {
  const path = `/v2/${encodeURIComponent(projectId)}/apigw/instances/${encodeURIComponent(instanceId)}`;
  const response = await fetch(new URL(path, endpoint), {
    headers: { accept: 'application/json', 'x-auth-token': token },
    // fetch would hand the token on to another origin.
    redirect: 'manual',
    signal,
  });
  const text = await response.text();
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? undefined,
    body: text === '' ? undefined : parsed(text),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
