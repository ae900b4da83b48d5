// The interface in English and Chinese. What bots say is theirs.

const english = {
  tagline: "A shop and its resellers, on this computer only",
  people: "People",
  addPerson: "Another person",
  switchPerson: "{name}, {part}. Switch to another person",
  closePane: "Close {name}",
  admin: "Admin",
  owner: "Owner of {shop}",
  customer: "Customer",
  paneOf: "{name}, {part}",

  chats: "Chats",
  bot: "bot",
  botTools: "makes bots",
  noMessages: "No messages yet",
  unread: "{count} unread",
  back: "Back to the chats",
  today: "Today",
  yesterday: "Yesterday",
  you: "You",
  edited: "edited",
  sent: "Sent",
  read: "Read",
  document: "Document",
  messagesOf: "Messages with {name}",
  toNewest: "To the newest message",

  start: "Start",
  startHint: "This is the beginning of your chat with {name}. Press Start, and the bot answers.",
  message: "Message",
  messageTo: "Message to {name}",
  send: "Send",
  attach: "Send a document",
  commands: "Commands",
  menu: "Menu",
  opensLink: "opens a link",

  reply: "Reply",
  copyText: "Copy text",
  replyTo: "Reply to {name}",
  cancelReply: "Cancel the reply",
  copied: "Copied",
  notCopied: "The browser did not allow to copy. Select the text instead.",

  openLink: "Open this link?",
  open: "Open",
  cancel: "Cancel",
  ok: "OK",
  linkNotOpened: "Links of this kind are not opened here.",
  sendDocument: "Send a document",
  caption: "Caption",
  tooLarge: "Documents of up to 8 MB can be sent here.",
  emptyDocument: "This document is empty. Choose another one.",
  download: "Download {name}",

  newBot: "New bot",
  newBotName: "How shall the bot be called?",
  make: "Create",
  fatherGreeting: "Here are your bots and their tokens. Tap a token to copy it, then give it to the main bot: Agents, New agent.",
  fatherBot: "{name} · @{username}\nToken:\n",

  ledger: "Ledger",
  agents: "Agents",
  wallets: "Wallets",
  journal: "Journal",
  noAgents: "No agents yet. The admin makes them in the main bot.",
  noWallets: "Nobody has paid in yet.",
  noEntries: "Nothing has moved yet.",
  markup: "Markup",
  available: "Available",
  frozen: "Frozen",
  totalPaid: "Paid out",
  mainBot: "Main bot",
  balanced: "sums to zero",
  stopped: "stopped",
  starting: "starting",
  running: "running",
  error: "error",
  archived: "archived",

  opening_balance: "Opening balance",
  wallet_credited: "Wallet credited",
  order_paid: "Order paid",
  order_refunded: "Order refunded",
  withdrawal_requested: "Withdrawal requested",
  withdrawal_rejected: "Withdrawal rejected",
  withdrawal_cancelled: "Withdrawal cancelled",
  withdrawal_paid: "Withdrawal paid",
  profit_recorded: "Profit recorded",

  account_opening: "Opening",
  account_deposits: "Deposits",
  account_customer: "Wallet of {customer}",
  account_revenue: "Revenue",
  account_available: "Available",
  account_frozen: "Frozen",
  account_payouts: "Payouts",
  account_fees: "Fees",

  guide: "What to try",
  guideBeginning: "You are everybody here: the arrow beside a name makes you another person. Wide screens show several side by side.",
  guideBuy: "As Customer 42, in Alpha: tap Products, choose one, and buy it.",
  guideEarn: "Look at the ledger: the shop has its price, and Alpha its markup, in one entry.",
  guideWithdraw: "As Owner 7, in Alpha: send /agent. Raise the markup, sell on, and withdraw 10 USDT or more.",
  guideApprove: "As Admin 1, in The shop: the request is there. Approve it.",
  guidePay: "Pay it with a TXID, which is any 64 hex digits, and try to pay it twice.",
  guideEnd: "BotFather, in the admin's list of chats, has new bots for new agents. /help tells what else a bot can do.",
  guideKeys: "By keyboard: Esc leads back to the chats, Alt+↑ or Alt+↓ to another one, F6 to the next person. Ctrl+↑ takes a message to reply to; then Ctrl+C copies it.",

  views: "Views",
  settings: "Settings",
  theme: "Appearance",
  theme_auto: "As the system",
  theme_light: "Light",
  theme_dark: "Dark",
  language: "Language",
  showLedger: "Show the ledger",
  typing: "typing…",
  connecting: "Connecting…",
  lost: "The demo does not answer. Start it again with host/run demo; this page goes on by itself.",
  failed: "That was not sent: the demo does not answer. Start it again with host/run demo, then repeat it.",
};

const chinese = {
  tagline: "一家商店和它的代理，只在这台电脑上",
  people: "人物",
  addPerson: "再加一人",
  switchPerson: "{name}，{part}。切换到另一人",
  closePane: "关闭 {name}",
  admin: "管理员",
  owner: "{shop} 的代理人",
  customer: "客户",
  paneOf: "{name}，{part}",

  chats: "聊天",
  bot: "机器人",
  botTools: "创建机器人",
  noMessages: "还没有消息",
  unread: "{count} 条未读",
  back: "返回聊天列表",
  today: "今天",
  yesterday: "昨天",
  you: "你",
  edited: "已编辑",
  sent: "已发送",
  read: "已读",
  document: "文件",
  messagesOf: "与 {name} 的消息",
  toNewest: "跳到最新消息",

  start: "开始",
  startHint: "你和 {name} 的聊天从这里开始。点击「开始」，机器人就会回复。",
  message: "消息",
  messageTo: "给 {name} 的消息",
  send: "发送",
  attach: "发送文件",
  commands: "命令",
  menu: "菜单",
  opensLink: "打开链接",

  reply: "回复",
  copyText: "复制文字",
  replyTo: "回复 {name}",
  cancelReply: "取消回复",
  copied: "已复制",
  notCopied: "浏览器不允许复制，请手动选择文字。",

  openLink: "打开这个链接？",
  open: "打开",
  cancel: "取消",
  ok: "好",
  linkNotOpened: "这里不打开这种链接。",
  sendDocument: "发送文件",
  caption: "说明",
  tooLarge: "这里可以发送不超过 8 MB 的文件。",
  emptyDocument: "这个文件是空的，请选择另一个。",
  download: "下载 {name}",

  newBot: "新建机器人",
  newBotName: "机器人叫什么名字？",
  make: "创建",
  fatherGreeting: "这里是你的机器人和令牌。点击令牌即可复制，再交给主机器人：点击「Agents」（代理管理），再点击「New agent」（新增代理）。",
  fatherBot: "{name} · @{username}\n令牌：\n",

  ledger: "账本",
  agents: "代理",
  wallets: "钱包",
  journal: "日记账",
  noAgents: "还没有代理。管理员在主机器人里创建。",
  noWallets: "还没有人充值。",
  noEntries: "还没有资金变动。",
  markup: "差价",
  available: "可提现",
  frozen: "冻结中",
  totalPaid: "累计提现",
  mainBot: "主机器人",
  balanced: "合计为零",
  stopped: "已停止",
  starting: "启动中",
  running: "运行中",
  error: "异常",
  archived: "已归档",

  opening_balance: "期初余额",
  wallet_credited: "钱包充值",
  order_paid: "订单付款",
  order_refunded: "订单退款",
  withdrawal_requested: "申请提现",
  withdrawal_rejected: "提现被拒绝",
  withdrawal_cancelled: "提现已取消",
  withdrawal_paid: "提现已付款",
  profit_recorded: "记录收益",

  account_opening: "期初",
  account_deposits: "充值",
  account_customer: "{customer} 的钱包",
  account_revenue: "收入",
  account_available: "可提现",
  account_frozen: "冻结",
  account_payouts: "付出",
  account_fees: "手续费",

  guide: "可以试试",
  guideBeginning: "这里的每个人都由你扮演：点击名字旁的箭头可以换成另一个人。宽屏幕可以并排显示几个人。",
  guideBuy: "作为 Customer 42，在 Alpha：点击「Products」（商品列表），选一件并购买。",
  guideEarn: "看看账本：同一笔分录里，商店得到底价，Alpha 得到差价。",
  guideWithdraw: "作为 Owner 7，在 Alpha：发送 /agent。提高差价，继续卖，再提现 10 USDT 或更多。",
  guideApprove: "作为 Admin 1，在 The shop：申请已经到了。批准它。",
  guidePay: "用 TXID（任意 64 位十六进制字符）登记付款，再试着付第二次。",
  guideEnd: "管理员聊天列表里的 BotFather 可以创建新机器人，用来新增代理。发送 /help 查看机器人还能做什么。",
  guideKeys: "用键盘：Esc 返回聊天列表，Alt+↑ 或 Alt+↓ 打开另一个聊天，F6 到下一个人。Ctrl+↑ 选中要回复的消息，再按 Ctrl+C 就能复制它。",

  views: "视图",
  settings: "设置",
  theme: "外观",
  theme_auto: "跟随系统",
  theme_light: "浅色",
  theme_dark: "深色",
  language: "语言",
  showLedger: "显示账本",
  typing: "正在输入…",
  connecting: "连接中…",
  lost: "演示程序没有回应。请用 host/run demo 重新启动；页面会自动继续。",
  failed: "没有发送：演示程序没有回应。请用 host/run demo 重新启动，再试一次。",
};

const tongues = { en: english, zh: chinese };

let spoken = "en";

export function preferredLanguage() {
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function speak(language) {
  spoken = language;
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
}

export function language() {
  return spoken;
}

export function say(key, values = {}) {
  return tongues[spoken][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const formats = new Map(); // they are dear to make

function format(options) {
  const { lang } = document.documentElement;
  const key = JSON.stringify([lang, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(lang, options));
  return formats.get(key);
}

export function timeOfDay(seconds, withSeconds = false) {
  const fields = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (withSeconds) fields.second = "2-digit";
  return format(fields).format(seconds * 1000);
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

// Names the day as a separator between messages does.
export function dayOf(seconds) {
  const date = new Date(seconds * 1000);
  const days = Math.round((startOfDay(new Date()) - startOfDay(date)) / 86_400_000);
  if (days === 0) return say("today");
  if (days === 1) return say("yesterday");
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return format({ month: "long", day: "numeric", year: isThisYear ? undefined : "numeric" }).format(date);
}

export function momentInList(seconds) {
  const isToday = startOfDay(new Date(seconds * 1000)) === startOfDay(new Date());
  return isToday ? timeOfDay(seconds) : format({ month: "short", day: "numeric" }).format(seconds * 1000);
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const isSmall = bytes < 1024 * 1024;
  return isSmall ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function partOf(person) {
  return say(person.part, { shop: person.shop });
}
