/** How a call of the model's server failed. */
export type Failure =
  /** no answer in time */
  | 'late'
  /** no connection, or a cut one */
  | 'unreachable'
  /** 429 */
  | 'busy'
  /** 5xx */
  | 'broken'
  /** another 4xx: the same call would fail again */
  | 'refused'
  /** the server has no such endpoint */
  | 'missing'
  /** an answer that is none */
  | 'unreadable'
  /** it failed too often just now and was not called */
  | 'resting';

const TRY_AGAIN: ReadonlySet<Failure> = new Set(['unreachable', 'busy', 'broken']);

const TOLD: Readonly<Record<Failure, string>> = {
  late: 'quá thời hạn chờ',
  unreachable: 'không kết nối được máy chủ mô hình',
  busy: 'máy chủ mô hình báo bận (429)',
  broken: 'máy chủ mô hình gặp lỗi',
  refused: 'máy chủ mô hình từ chối yêu cầu',
  missing: 'máy chủ mô hình không có chức năng này',
  unreadable: 'trả lời của mô hình không đọc được',
  resting: 'đang tạm nghỉ sau nhiều lỗi liên tiếp',
};

export interface FailureDetails {
  status?: number;
  /** what the server asked to be left alone for, in milliseconds */
  retryAfterMs?: number;
  /** what the server said of a refused request; it may name the parameter that it does not know */
  said?: string;
}

/** A call of the model's server that brought nothing. Its text holds no address, key or question. */
export class ModelError extends Error {
  readonly failure: Failure;
  readonly details: FailureDetails;

  constructor(failure: Failure, details: FailureDetails = {}) {
    super(details.status === undefined ? failure : `${failure} (${details.status})`);
    this.name = 'ModelError';
    this.failure = failure;
    this.details = details;
  }

  /** Whether the same call may go better in a moment. */
  get mayTryAgain(): boolean {
    return TRY_AGAIN.has(this.failure);
  }

  /** For officers, in Vietnamese. */
  get told(): string {
    return TOLD[this.failure];
  }
}
