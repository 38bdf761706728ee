/** Classes beside the rest: within a dialog, and where somebody has their data deleted. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createClasses } from '../../../handlers/classes/classes.ts';
import { eraseSignUps } from '../../../handlers/classes/erase-sign-ups.ts';
import { clearOfficerMessages } from '../../../handlers/privacy/officer-messages.ts';
import { ownRegistrations } from '../../../handlers/privacy/own-registrations.ts';
import { picnic } from '../../bot/dialog/picnic.ts';
import { usualQuietHours } from '../../machine.ts';
import { givenRegistration } from '../../registration.ts';
import { openSchool, type School, textOf, vinhHai } from './school.ts';

let school: School;
beforeAll(async () => {
  const classes = createClasses({
    quietHours: usualQuietHours,
    randomBytes: (count) => new Uint8Array(count),
    configuredProfile: null,
  });
  school = await openSchool([picnic([]), classes]);
});
afterAll(() => school.end());
beforeEach(() => school.reset());

test.each([[['Đồng ý']], [['Đồng ý', 'Biển']]])(
  'in the middle of a dialog (%j) people still check in',
  async (answers) => {
    const lan = await school.someone();
    const id = await school.announces({}, [lan]);
    await lan.presses('Tham dự');
    school.clock.moveTo('2026-11-26T08:00:00+07:00');
    await lan.says('/dangoai');
    for (const answer of answers) await lan.says(answer);
    const replies = await lan.says('diem danh 4821');
    expect(textOf(replies)).toContain('✅ Đã điểm danh');
    expect(replies.at(-1)?.text).toMatch(/^Bước/);
    expect((await school.signUpOf(id, lan))?.attendedAt).not.toBeNull();
  },
);

test('the seats of somebody whose data is deleted go to the next in line', async () => {
  const [lan, minh] = await school.several(2);
  if (!lan || !minh) throw new Error('two people');
  const id = await school.announces({ seats: 1 }, [lan, minh]);
  await lan.presses('Tham dự');
  await minh.presses('Tham dự');
  await school.database.client.$transaction((tx) => eraseSignUps(tx, school.clock.now(), lan.personId, null));
  await school.sweep();
  expect(await school.signUpOf(id, lan)).toBeNull();
  expect(textOf(minh.hears())).toContain('Đã có chỗ');
});

test('their name goes from the lists that officers were sent, too', async () => {
  const [lan, xa] = [await school.someone(), await school.officer('commune', vinhHai)];
  await givenRegistration(school.database, { personId: lan.personId });
  const id = await school.announces({ officer: xa.officerId }, [lan, xa]);
  await lan.presses('Tham dự');
  await school.visits(xa, `list:${id}`);
  await xa.presses('Tải danh sách (CSV)');
  const payloads = async () =>
    JSON.stringify(
      await school.database.client.outbox.findMany({ where: { conversation: { personId: xa.personId } } }),
      (_, value) => (typeof value === 'bigint' ? `${value}` : value),
    );
  expect(await payloads()).toMatch(/Nguyễn Thị Lan[\s\S]*0905 123 456/);
  await school.database.client.$transaction(async (tx) =>
    clearOfficerMessages(tx, lan.personId, await ownRegistrations(tx, lan.personId)),
  );
  expect(await payloads()).not.toMatch(/Nguyễn Thị Lan|0905 123 456/);
});
