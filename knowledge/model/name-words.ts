/** Words of which people's names are made, for names that are typed in small letters. Data; both with and without accents. */
import { fold } from '../text/fold.ts';

const middle =
  'văn thị thanh minh ngọc hữu đức quốc xuân kim thu mỹ hồng bích anh tuấn đình công gia bảo hoàng phương thùy thúy tuyết diệu quang mạnh trọng thế duy nhật hải như lệ cẩm trúc khánh tấn chí';
const given =
  'an anh ái ân bảo bé bích bình châu chi chiến cường cúc dũng dung duyên dương đạt điệp đông đức giang hà hải hân hạnh hằng hảo hậu hiền hiếu hiệp hoa hòa hoài hoàn hoàng hồng huệ hùng hưng huy huyền hương hường khanh khánh khoa khôi kiên kiều lan lâm lệ liên liễu linh loan long lộc lợi luân luận lương ly mai mạnh minh my mỹ nam nga ngân nghĩa ngọc nguyên nguyệt nhã nhàn nhân nhi nhung như oanh phát phong phú phúc phụng phước phương phượng quân quang quế quốc quyên quyền quyết quỳnh sang sáng sinh sơn tâm tân tèo thái thắm thắng thanh thành thảo thạch thịnh thọ thoa thơ thu thuận thủy thúy thư thương thy tí tiên tiến tín tình toàn trang trâm trân trí trinh trọng trung trúc trường tú tuấn tùng tuyền tuyết tuyến uyên vân việt vinh vũ vui vy xuân yến';

const both = (words: string) => [...new Set(words.split(' ').flatMap((word) => [word, fold(word)]))].join('|');

/** Between the family's name and one's own. */
export const middleWords = both(middle);
/** One's own. */
export const givenWords = both(given);
