/** `/start`, `/menu`, `/trogiup`: the greeting, what can be asked, and how to use the bot. */
import type { Capability } from '../bot/capability.ts';
import { type Choice, type Reply, reply } from '../bot/message.ts';
import { topicsChoice } from './notices/topics.ts';

const greeting = [
  'Xin chào! Tôi là **Trợ lý OCOP Ninh Thuận**, một chương trình trả lời tự động.',
  '',
  'Bạn hỏi gì về Chương trình mỗi xã một sản phẩm (OCOP) cũng được, gõ có dấu hay không dấu đều hiểu. Tôi trả lời theo Kế hoạch OCOP 2024 của tỉnh và các quy định hiện hành, luôn ghi rõ nguồn.',
  '',
  'Có sản phẩm muốn tham gia? Gõ /dangky để đăng ký, /hoso để xem hồ sơ của mình. Muốn biết lớp tập huấn, hội chợ, hạn nộp? Gõ /thongbao.',
  '',
  'Ví dụ: **Hộ gia đình có được làm OCOP không?**',
].join('\n');

const help = [
  'Bạn gõ câu hỏi như nói chuyện bình thường, tôi trả lời kèm nguồn. Ví dụ:',
  '• **ho so gom nhung gi**',
  '• **Ninh Hải được mấy sản phẩm 4 sao?**',
  '• **nho sấy thuộc nhóm mấy**',
  '',
  'Tin có lựa chọn: bấm nút, gõ số thứ tự, hoặc gõ lại chữ trên nút.',
  '',
  'Lệnh: /dangky đăng ký sản phẩm · /hoso hồ sơ của tôi · /lop lớp tập huấn, sự kiện · /thongbao chọn thông báo muốn nhận · /menu xem các việc · /riengtu dữ liệu của tôi · /huy bỏ việc đang làm.',
  '',
  'Tôi là máy, không thay cho cán bộ. Việc cần quyết định, bạn hỏi UBND xã, phường nơi mình sản xuất.',
].join('\n');

/** What most people come for: what they can do here, then questions. */
const topics: readonly Choice[] = [
  { label: 'Đăng ký sản phẩm', value: 'register:start' },
  { label: 'Hồ sơ của tôi', value: 'dossier:list' },
  { label: 'Lớp và sự kiện', value: 'class:coming:0' },
  topicsChoice,
  { label: 'Ai được tham gia OCOP?', value: 'ask:Ai được tham gia OCOP?' },
  { label: 'Sáu nhóm sản phẩm', value: 'ask:OCOP có mấy nhóm sản phẩm, kể tên từng nhóm?' },
  { label: 'Hồ sơ gồm những gì?', value: 'ask:Hồ sơ OCOP gồm những gì?' },
  { label: 'Tỉnh hỗ trợ những gì?', value: 'ask:Tỉnh hỗ trợ chủ thể OCOP những gì?' },
  { label: 'Chỉ tiêu từng huyện', value: 'ask:Mỗi huyện dự kiến bao nhiêu sản phẩm OCOP năm 2024?' },
  { label: 'Dữ liệu của tôi', value: 'menu:riengtu' },
];

/** `openPrivacy` answers the last topic, which is not a question. */
export function createMenu(openPrivacy: () => Reply[]): Capability {
  const menu = () => [
    reply('Bạn muốn biết điều gì? Chọn một mục dưới đây, hoặc gõ câu hỏi của bạn.', { choices: [...topics] }),
  ];
  return {
    name: 'menu',
    commands: [
      { name: 'start', description: 'Lời chào và các việc tôi giúp được', also: ['batdau'] },
      { name: 'menu', description: 'Chọn việc cần làm' },
      { name: 'trogiup', description: 'Cách dùng', also: ['help', 'huongdan'] },
    ],
    async command(_turn, command) {
      if (command === 'start') return [reply(greeting, { choices: [...topics] })];
      return command === 'trogiup' ? [reply(help)] : menu();
    },
    async pick(_turn, value) {
      return value === 'riengtu' ? openPrivacy() : menu();
    },
  };
}
