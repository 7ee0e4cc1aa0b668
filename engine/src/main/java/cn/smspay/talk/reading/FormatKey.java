package cn.smspay.talk.reading;

import java.util.List;

/**
 * A key of the files, as authors look it up.
 *
 * @param path where it stands: {@code steps.ask} is the key {@code ask} of a step
 * @param says what it is for
 * @param example a line with it
 */
record FormatKey(String path, String says, String example) {
    static final List<FormatKey> ALL = List.of(
            key("dialog", "The name of a dialogue by short message, once among all files.", "dialog: tx"),
            key("ivr", "The number that is dialled for a voice menu.", "ivr: \"12588\""),
            key(
                    "title",
                    "What the subscriber is told is being done; <op> in a text.",
                    "title:\n  zh: 提现\n  en: withdrawal"),
            key(
                    "nothing_moved",
                    "What a text adds, at <nothing_moved>, to say that no money was touched.",
                    "nothing_moved:\n  zh: ，未发生扣款"),
            key("languages", "The languages of the texts; zh is one of them.", "languages: [zh, en]"),
            key("start", "The step that comes first; without it, the first one written.", "start: check"),
            key("commands", "The words that open the dialogue.", "commands:\n  - words: [TX, 提现]\n    take: amount"),
            key("commands.words", "The words themselves; the first is <cmd> in a text.", "words: [TX, 提现]"),
            key("commands.take", "The slot that a value behind the word fills, as in TX 100.", "take: amount"),
            key(
                    "interrupts",
                    "Whether the command ends another open dialogue; true unless it says false.",
                    "interrupts: false"),
            key("survives", "Whether the dialogue stays open while another command is answered.", "survives: true"),
            key(
                    "aside",
                    "The step at which the dialogue begins while another question is open, which then stays open.",
                    "aside: in_short"),
            key(
                    "late",
                    "In a dialogue, what is said to an answer after its time; in _common.yaml, how long that is known.",
                    "late: T09"),
            key("again", "What is said when the answer that ended the dialogue comes once more.", "again: K10"),
            key(
                    "notices",
                    "What is said outside a conversation, by the name of the notice.",
                    "notices:\n  withdrawal_paid: T10"),
            key(
                    "replies",
                    "Texts under a name, to be said from several places.",
                    "replies:\n  hi:\n    zh: 您好。\n    en: Hello."),
            key("replies.id", "The number of the text in the message catalogue.", "id: T01"),
            key(
                    "replies.rows",
                    "How each sort of line of a listing is said; <rows> is its place in the text.",
                    "rows:\n  line:\n    zh: <amount>元"),
            key("replies.join", "What stands between two lines of a listing.", "join:\n  zh: ；"),
            key(
                    "segments",
                    "The most short messages that a text may take, 1 unless it says more; for one language in braces.",
                    "segments: {en: \"2\"}"),
            key(
                    "slots",
                    "The answers that the dialogue asks for, by name.",
                    "slots:\n  amount:\n    type: amount\n    max: limits.withdraw_max"),
            key("slots.type", "What an answer is: amount, pin, digits, date, confirm or text.", "type: amount"),
            key(
                    "slots.secret",
                    "Whether the answer is never stored, logged or said back; a pin always is.",
                    "secret: true"),
            key("slots.digits", "How many digits the answer has.", "digits: \"4\""),
            key("slots.prefix", "What the digits must begin with.", "prefix: \"62\""),
            key("slots.min", "The least amount in yuan, or the name of a limit.", "min: \"0.01\""),
            key("slots.max", "The greatest amount in yuan, or the name of a limit.", "max: limits.withdraw_max"),
            key("slots.yes", "The words that confirm.", "yes: [Y, 是]"),
            key("slots.no", "The words that decline; the step says under \"no\" what follows.", "no: [N, 否]"),
            key("slots.shortest", "The fewest characters of a text.", "shortest: \"2\""),
            key("slots.longest", "The most characters of a text, 70 unless it says otherwise.", "longest: \"60\""),
            key("slots.characters", "What a text consists of: any, chinese, latin or digits.", "characters: chinese"),
            key(
                    "slots.keep",
                    "For how long what was answered is kept for \"smspay answers\", sealed; then it is deleted.",
                    "keep: 90d"),
            key(
                    "refusals",
                    "What is said to a wrong answer: of a slot by its reason, of a file by the slot's type and reason.",
                    "refusals:\n  too_big: T07"),
            key(
                    "outcomes",
                    "What follows each outcome of an action; \"smspay actions\" lists them.",
                    "outcomes:\n  ok:\n    next: ask_pin"),
            key(
                    "steps",
                    "What happens, step by step; the first key of a step tells its kind.",
                    "steps:\n  check:\n    do: check_withdrawal"),
            key(
                    "steps.ask",
                    "Asks for a slot and waits for the answer.",
                    "ask_pin:\n  ask: pin\n  say: G13\n  next: withdraw"),
            key(
                    "steps.do",
                    "Has an action done; every outcome of it has its way on.",
                    "check:\n  do: balance\n  outcomes:\n    ok: {say: B01, end: done}"),
            key(
                    "steps.say",
                    "What is said: the name of a reply, a text in each language, or a list of both.",
                    "say:\n  zh: 您好。\n  en: Hello."),
            key("steps.sms", "What a call sends by short message.", "sms: V01"),
            key(
                    "steps.when",
                    "Guards that must hold, or the question is skipped, the key not offered, the text not said. Besides the guards"
                            + " of the accounts: time 06:00-12:00, weekday mon-fri, date 2009-11-01..2009-11-30, holiday,"
                            + " workday, language en; each may have a not before it.",
                    "when: [registered, time 06:00-12:00]"),
            key(
                    "steps.else",
                    "The step that follows when the guards of a question or menu do not hold.",
                    "else: ask_pin"),
            key(
                    "steps.choose",
                    "Offers choices by short message, taken by their number or a word.",
                    "choose:\n  - answer: [\"1\", 余额]\n    next: balance"),
            key("steps.choose.answer", "What chooses it: its number, then other words.", "answer: [\"1\", 余额]"),
            key("steps.other", "What is said to an answer that is none of the choices.", "other: Z09"),
            key(
                    "steps.limit",
                    "Counts how often a subscriber comes here, per day, week, month or ever.",
                    "limit:\n  per: day\n  times: \"3\""),
            key("steps.limit.per", "The time after which is counted anew: day, week, month or ever.", "per: day"),
            key("steps.limit.times", "How often it may be.", "times: \"3\""),
            key(
                    "steps.limit.counter",
                    "The name of the count, where several steps share one; else that of the step.",
                    "counter: draws"),
            key("steps.over", "What follows when a limit is reached.", "over: {say: Q03, end: failed}"),
            key("steps.expire", "How long the question waits, from 10s to 24h.", "expire: 10m"),
            key("steps.with", "The value for an input that has another name.", "with: {amount: sum}"),
            key(
                    "steps.no",
                    "What follows when the answer is one of the slot's words for no.",
                    "no: {say: K05, end: failed}"),
            key("steps.back", "The step to which the word for back leads.", "back: ask_amount"),
            key(
                    "steps.next",
                    "Goes on with a step, and says its words; or a list of steps with guards, of which the last has none.",
                    "next: ask_pin"),
            key(
                    "steps.wait",
                    "Back to a question without its words: the text just said stands for them.",
                    "wait: ask_pin"),
            key("steps.retry", "As wait, and one of the tries is used up.", "retry: ask_amount"),
            key("steps.end", "Ends the dialogue: done, pending (the result comes later) or failed.", "end: done"),
            key("steps.menu", "Offers keys in a call.", "menu:\n  - key: \"1\"\n    next: balance"),
            key("steps.menu.key", "The key: 0 to 9, * or #.", "key: \"1\""),
            key("steps.silence", "The step for a caller who presses nothing.", "silence: whole_list"),
            key("steps.transfer", "Hands the call to an agent of the settings.", "transfer: agent"),
            key("steps.failed", "What follows when nobody takes the call.", "failed: {say: busy, end: failed}"),
            key("steps.start_sms", "Opens a dialogue by short message from a call.", "start_sms: {dialog: kt}"),
            key("steps.start_sms.dialog", "The dialogue that is opened.", "dialog: kt"),
            key("steps.start_sms.at", "The step at which it begins.", "at: ask_name"),
            key("withheld", "The step for a caller whose number is not known.", "withheld: withheld"),
            key("home", "The step to which * leads in a call.", "home: main"),
            key("patience", "How long a call waits for a key, from 1s to 60s.", "patience: 8s"),
            key("between_keys", "How long after a key the answer is complete.", "between_keys: 4s"),
            key("tries", "How many wrong answers end the dialogue, from 1 to 9.", "tries: \"3\""),
            key("no_input", "What a call says when no key was pressed.", "no_input:\n  zh: 没有收到您的按键。"),
            key("no_match", "What a call says to a key that is not offered.", "no_match:\n  zh: 按键有误。"),
            key("give_up", "What is said when the tries are used up.", "give_up:\n  zh: 感谢您的来电，再见。"),
            key("closing", "What a call says when the engine stops.", "closing:\n  zh: 系统繁忙，请稍后再试。"),
            key("expire", "In _common.yaml: how long a question waits unless it says otherwise.", "expire: 10m"),
            key("cancel", "In _common.yaml: words that end the open dialogue.", "cancel: [\"0\", 取消]"),
            key("back", "In _common.yaml: words that lead to the question before.", "back: [B, 返回]"),
            key("help", "In _common.yaml: words that ask for help.", "help: [BZ, 帮助]"),
            key(
                    "settings",
                    "In _common.yaml: names of configured texts, with the most characters that each takes.",
                    "settings:\n  site: \"12\""),
            key("says", "In _common.yaml: what the engine says by itself.", "says:\n  unknown: G01"),
            key(
                    "holidays",
                    "In _common.yaml: the days on which the guard holiday holds.",
                    "holidays: [2009-10-01..2009-10-08, 2010-01-01]"),
            key(
                    "families",
                    "In _common.yaml: numbers (id) that several texts share, each worded for its dialogue.",
                    "families: [G09, G13]"),
            key(
                    "workdays",
                    "In _common.yaml: Saturdays and Sundays on which is worked, for the guard workday.",
                    "workdays: [2009-09-27]"),
            key(
                    "words",
                    "In _common.yaml: how words from the accounts are written in each language.",
                    "words:\n  cash:\n    zh: 现金"));

    /** Whether a name that an author types means this key: its path, the end of it, or the name by itself. */
    boolean is(String name) {
        return path.equals(name) || path.endsWith("." + name);
    }

    private static FormatKey key(String path, String says, String example) {
        return new FormatKey(path, says, example);
    }
}
