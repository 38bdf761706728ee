/** The dialog in which an officer composes a notice, or edits one that has not gone out. */
import type { HostedDialog, Turn } from '../../bot/capability.ts';
import type { Dialog, DialogState, Json, Values } from '../../bot/dialog.ts';
import { over } from '../officers/case-dialog.ts';
import { approvalFor } from './access.ts';
import { audienceIn, composedOf, schemas } from './answers.ts';
import { audienceName } from './audience.ts';
import { beginEdit, beginNew, type ComposeContext, editSeed, readContext } from './compose-context.ts';
import { noticeFields } from './notice-fields.ts';
import { listLine, nobody, previewOf, reachable, reachOf, type SendingFacts } from './preview.ts';
import { remarkNotice, spotNotice } from './spot-notice.ts';
import { submitNotice } from './submit.ts';

export const composeDialogName = 'notice';
export const editDialogName = 'notice-edit';

export interface ComposeOptions {
  /** As configured; null for the profile of the day. */
  profileId: string | null;
  facts: SendingFacts;
}

/** Both dialogs ask the same; an edit begins in the review, with what is written. */
export function createComposeDialogs(options: ComposeOptions): HostedDialog[] {
  const shared = {
    command: null,
    notice: (turn: Turn, state: DialogState, context: Json) => notice(turn, state, readContext(context), options.facts),
    hindrance: (turn: Turn, values: Values, context: Json) =>
      hindrance(turn, values, readContext(context), options.facts),
    async submit(turn: Turn, values: Values, context: Json) {
      const known = readContext(context);
      if (!known) throw new Error('A notice was sent without the office that composed it.');
      return submitNotice(turn, known, composedOf(values), options);
    },
  };
  const hosted = (name: string, title: string): Pick<HostedDialog, 'name' | 'title' | 'build'> => ({
    name,
    title,
    build: (context, now) => composeDialog(name, title, readContext(context), now),
  });
  return [
    { ...shared, ...hosted(composeDialogName, 'soạn thông báo'), begin: (turn) => beginNew(turn, options.profileId) },
    {
      ...shared,
      ...hosted(editDialogName, 'sửa thông báo'),
      begin: (turn, seed) => beginEdit(turn, seed, options.profileId),
      initial: (context) => readContext(context)?.values ?? {},
      seedOf(context) {
        const edits = readContext(context)?.edits;
        return edits ? editSeed(edits.id) : null;
      },
    },
  ];
}

function composeDialog(name: string, title: string, known: ComposeContext | null, now: Date): Dialog {
  if (!known) return { name, title, version: 1, ...over };
  const { office, profile, titles } = known;
  const context = { area: office.area, profile, titles };
  return {
    name,
    title,
    version: 1,
    fields: noticeFields(context, now),
    submit: (values) => submitLabelOf(values, known),
    spot: spotNotice(context, now),
    remark: remarkNotice(now),
    ...(known.edits && { atStake: 'Thông báo giữ nguyên như trước khi sửa.' }),
  };
}

function submitLabelOf(values: Values, { approval }: ComposeContext): string {
  const isPicked = schemas.audience.safeParse(values.audience).success;
  if (isPicked && approvalFor(approval, audienceIn(values)) === 'needed') return 'Gửi duyệt';
  return values.sendAt === undefined || values.sendAt === 'now' ? 'Gửi ngay' : 'Hẹn gửi';
}

async function notice(turn: Turn, state: DialogState, known: ComposeContext | null, facts: SendingFacts) {
  if (!known) return null;
  const { office, titles, approval } = known;
  if (state.at !== 'review') {
    const items = newList(state);
    return items === null ? null : listLine(turn.tx, office.area, items);
  }
  const composed = composedOf(state.values);
  const needed = approvalFor(approval, composed.audience);
  return previewOf(turn.tx, turn.now, composed, office.area, {
    audience: audienceName(composed.audience, office.area, titles),
    facts,
    remarks: needed === 'not-needed' ? [] : [approvalRemarks[needed]],
  });
}

const approvalRemarks = {
  needed: 'Thông báo cho toàn tỉnh: cán bộ thứ hai duyệt xong mới gửi.',
  alone: 'Thông báo cho toàn tỉnh cần cán bộ thứ hai duyệt; hiện chưa có ai khác duyệt được, nên bước này được bỏ qua.',
};

/** The own list that was just written; null when it was something else. */
function newList({ at, values }: DialogState): readonly string[] | null {
  if (at !== 'conditions' && at !== 'except') return null;
  const written = at === 'except' && values.except !== undefined ? values.except : values.conditions;
  const last = schemas.entries.safeParse(written).data?.at(-1);
  return last?.by === 'list' ? last.items : null;
}

async function hindrance(
  turn: Turn,
  values: Values,
  known: ComposeContext | null,
  facts: SendingFacts,
): Promise<string | null> {
  if (!known) return null;
  const composed = composedOf(values);
  const reach = await reachOf(turn.tx, turn.now, known.office.area, composed, facts);
  return reachable(reach) === 0 ? nobody(composed) : null;
}
