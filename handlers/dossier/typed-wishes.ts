/** Wishes about one's own dossier, typed: from whoever has a registration they are no question about the rules. */
import type { Turn } from '../../bot/capability.ts';
import { isInDialog } from '../../bot/dialog/host.ts';
import { plainLabel } from '../../bot/label.ts';

/** What is opened: their registrations, the only one at once, or the registration of another product. */
export type Wish = 'own' | 'register';

/** Whole messages, folded as labels are. Longer ones, and those with other words, stay questions. */
const wishes: Readonly<Record<string, Wish>> = {
  'ho so cua toi': 'own',
  'xem ho so': 'own',
  'xem ho so cua toi': 'own',
  'ho so cua toi toi dau roi': 'own',
  'ho so cua toi den dau roi': 'own',
  'ho so toi dau roi': 'own',
  'ho so den dau roi': 'own',
  'danh sach giay to': 'own',
  'tai mau': 'own',
  'tai mau da dien': 'own',
  'rut dang ky': 'own',
  'dang ky san pham khac': 'register',
};

/** Null in a dialog too, where any text may be an answer. */
export function typedWish(turn: Turn): Wish | null {
  if (turn.input.kind !== 'text' || isInDialog(turn)) return null;
  return wishes[plainLabel(turn.input.text)] ?? null;
}
