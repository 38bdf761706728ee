/** The one template by which a notice reaches people whose window is over. */
import { type SendOutcome, sentAsTemplate } from '../../channel.ts';
import type { Brief } from '../../message.ts';
import type { TemplateMeter } from '../../quota.ts';
import { outsideWindow } from '../../windows.ts';
import { boldRuns } from '../bold-runs.ts';
import { cutAtWord } from '../cut.ts';
import type { Health } from '../health.ts';
import { printable } from '../printable.ts';
import { ZaloError } from '../zalo/error.ts';
import { emptyField, type TemplateField, templateFields } from './assumptions.ts';
import type { ZaloOaClient } from './client.ts';
import { templateOutcomeOf } from './errors.ts';

/** As it was approved by Zalo. */
export interface Template {
  id: string;
  /** Its parameters, and how long each may be. */
  fields: Readonly<Partial<Record<TemplateField, number>>>;
}

export interface TemplateParts {
  template: Template;
  client: Pick<ZaloOaClient, 'sendTemplate'>;
  meter: TemplateMeter;
  health: Health;
}

/** Why a template is not sent any more this month. */
export const templatesSpent = 'templates of the month are used up';

/** Sends what a message comes to. Never throws. */
export function createTemplateSender({ template, client, meter, health }: TemplateParts) {
  return async (chat: string, brief: Brief): Promise<SendOutcome> => {
    try {
      if (await meter.isSpent()) return { kind: 'refused', why: `${outsideWindow}; ${templatesSpent}` };
    } catch {
      return { kind: 'retry', why: 'the quota could not be read' };
    }
    try {
      const platformId = await client.sendTemplate(chat, template.id, fillIn(template, brief));
      meter.count(1);
      return { kind: 'sent', platformId, how: sentAsTemplate };
    } catch (error) {
      if (error instanceof ZaloError) health.failed(error);
      const outcome = templateOutcomeOf(error);
      // Zalo may have taken it, and then it is paid for.
      if (outcome.kind === 'unknown') meter.count(1);
      return outcome;
    }
  };
}

/** The template's parameters, each as long as it may be. A time is never cut: a shorter way to write it is taken. */
export function fillIn({ fields }: Pick<Template, 'fields'>, brief: Brief): Record<string, string> {
  const cut = (text: string, longest: number) => cutAtWord(oneLine(text === '' ? emptyField : text), longest);
  const shownIn: Record<TemplateField, (longest: number) => string> = {
    tieu_de: (longest) => cut(brief.title, longest),
    thoi_gian: (longest) => brief.time.find(({ length }) => length <= longest) ?? cut('', longest),
    dia_diem: (longest) => cut(brief.place ?? '', longest),
    noi_dung: (longest) => cut(brief.content, longest),
  };
  return Object.fromEntries(
    templateFields.flatMap((field) => {
      const longest = fields[field];
      return longest === undefined ? [] : [[field, shownIn[field](longest)]];
    }),
  );
}

function oneLine(text: string): string {
  const words = boldRuns(text.normalize('NFC')).map((run) => run.text);
  return printable(words.join('')).replace(/\s+/g, ' ').trim();
}
