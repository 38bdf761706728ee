/** What a participant reads who checks in. */
import { type Reply, reply } from '../../bot/message.ts';
import { showMoment, showTime } from '../notices/when/show.ts';
import { type Attendance, wrongDoorCodes } from './attend.ts';
import { comingChoice, showTimes } from './wording.ts';

/** `điểm danh` alone */
export const askForCode: Reply = reply(
  'Bạn nhắn kèm mã ghi ở cửa, ví dụ: **điểm danh 4821**. Chưa thấy mã thì bạn hỏi cán bộ tại đó.',
);

export function attendanceAnswer(attendance: Attendance): Reply {
  const text = textOf(attendance);
  const isElsewhere = attendance.kind === 'early' || attendance.kind === 'late' || attendance.kind === 'called-off';
  return reply(text, { choices: isElsewhere ? [comingChoice] : [] });
}

function textOf(attendance: Attendance): string {
  switch (attendance.kind) {
    case 'came': {
      const { notice, people, wasExpected } = attendance;
      const size = people > 1 ? ` (${people} người)` : '';
      const also = wasExpected ? '' : ' Bạn chưa đăng ký trước nhưng còn chỗ, tôi đã ghi tên bạn.';
      return `✅ Đã điểm danh **${notice.title}**${size}.${also} Chúc bạn một buổi bổ ích!`;
    }
    case 'already':
      return `Bạn đã điểm danh **${attendance.notice.title}** lúc ${showTime(attendance.at)} rồi, không cần làm lại.`;
    case 'full':
      return `**${attendance.notice.title}** đã đủ chỗ. Tôi ghi bạn vào danh sách chờ: bạn nói với cán bộ tại cửa, còn ghế thì cán bộ ghi bạn có mặt.`;
    case 'early':
      return `Mã đúng, nhưng **${attendance.notice.title}** chưa đến giờ điểm danh. Bạn nhắn lại từ ${showMoment(attendance.from)}.`;
    case 'late':
      return `**${attendance.notice.title}** (${showTimes(attendance.notice)}) đã hết giờ điểm danh. Nếu bạn có dự, bạn báo cán bộ tổ chức ghi giúp.`;
    case 'called-off':
      return `**${attendance.notice.title}** đã huỷ nên không điểm danh. Bạn gõ /lop để xem lớp khác.`;
    case 'wrong':
      return attendance.left > 0
        ? `Mã này chưa đúng. Bạn xem lại mã ghi ở cửa rồi nhắn lại, ví dụ: **điểm danh 4821**. Bạn còn ${attendance.left} lần thử.`
        : `Mã này chưa đúng, bạn đã sai ${wrongDoorCodes.most} lần. Bạn chờ khoảng 10 phút rồi thử lại, hoặc nhờ cán bộ tại đó ghi giúp.`;
    case 'wait':
      return `Bạn đã gửi sai mã ${wrongDoorCodes.most} lần nên mã vừa rồi chưa được xem. Bạn chờ đến ${showTime(attendance.until)} rồi nhắn lại, hoặc nhờ cán bộ tại đó ghi giúp.`;
  }
}
