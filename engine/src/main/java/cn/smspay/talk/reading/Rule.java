package cn.smspay.talk.reading;

import java.util.List;

/**
 * A rule of the linter, as authors look it up; the only table of them.
 *
 * @param id as a fault names it, like {@code D07}
 * @param title what it asks for
 * @param why what would happen to a subscriber, or what to do
 * @param bad a line of a file that breaks it
 * @param good the same line as it should be
 */
record Rule(String id, String title, String why, String bad, String good) {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "D01",
                    "Everything that is written is used.",
                    "A step that no way leads to, a slot that no question fills, or a reply that nothing says is forgotten or misspelt elsewhere.",
                    "steps: {greet: {say: hi, end: done}, bye: {say: hi, end: done}}",
                    "steps: {greet: {say: hi, next: bye}, bye: {say: hi, end: done}}"),
            new Rule(
                    "D02",
                    "Every step does something, and says how it goes on.",
                    "Exactly one of next, wait, retry and end; menu, transfer and start_sms stand in voice menus only.",
                    "steps: {greet: {say: hi}}",
                    "steps: {greet: {say: hi, end: done}}"),
            new Rule(
                    "D03",
                    "Every name exists.",
                    "Keys, steps, slots, replies, actions, guards and limits are spelt as they were declared.",
                    "steps: {greet: {say: hii, end: done}}",
                    "steps: {greet: {say: hi, end: done}}"),
            new Rule(
                    "D04",
                    "Every outcome of an action is handled, and every notice is said.",
                    "\"smspay actions\" lists the outcomes; those in _common.yaml hold for every dialogue.",
                    "steps: {look: {do: balance, outcomes: {okay: {say: hi, end: done}}}}",
                    "steps: {look: {do: balance, outcomes: {ok: {say: hi, end: done}}}}"),
            new Rule(
                    "D05",
                    "No answer about money is not a refusal.",
                    "Where an action can end in \"unknown\", the money may have moved: the dialogue ends as pending.",
                    "outcomes: {unknown: {say: hi, end: failed}}",
                    "outcomes: {unknown: {say: hi, end: pending}}"),
            new Rule(
                    "D06",
                    "Something is said wherever the subscriber waits for words.",
                    "A question has \"say\", each reason for refusing an answer has a text, and a no leads somewhere.",
                    "steps: {amount: {ask: amount, next: bye}, bye: {say: hi, end: done}}",
                    "steps: {amount: {ask: amount, say: hi, next: bye}, bye: {say: hi, end: done}}"),
            new Rule(
                    "D07",
                    "A text fits the short messages that it is allowed, one unless \"segments\" says more.",
                    "The longest values count: 70 Chinese or 160 Latin characters in one message, then 67 or 153 in each.",
                    "zh: 您的现金账户余额为<cash>元，充值卡账户余额为<card>元，两个账户合计为<total>元，另有提现在途资金<transit>元。感谢您的使用。",
                    "zh: 现金账户<cash>元，充值卡账户<card>元，合计<total>元。"),
            new Rule(
                    "D08",
                    "Every text is written in every language that \"languages\" names, and zh is one of them.",
                    "A subscriber who chose a language would get silence, or another one.",
                    "languages: [zh, fr]",
                    "languages: [zh, en]"),
            new Rule(
                    "D09",
                    "Every placeholder has a value.",
                    "Its name is an output of the action, a slot, a limit, a setting, or one of op, cmd, left, tries.",
                    "zh: 余额<cahs>元。",
                    "zh: 余额<cash>元。"),
            new Rule(
                    "D10",
                    "Secrets are not said back, and passwords are not spoken.",
                    "What a secret slot holds stands in no text; an action's secret input takes only a secret slot.",
                    "zh: 您的密码是<pin>。",
                    "zh: 您的密码已收到。"),
            new Rule(
                    "D11",
                    "A command word is one that a phone can send, and it belongs to one dialogue.",
                    "Latin letters, digits and Chinese characters, with at least one letter: a bare number is an answer.",
                    "commands: [{words: [\"100\"]}]",
                    "commands: [{words: [YE100]}]"),
            new Rule(
                    "D12",
                    "An answer is not also a command (a warning).",
                    "While the question is open, the answer wins, and the command is not heard.",
                    "slots: {sure: {type: confirm, yes: [TX]}}",
                    "slots: {sure: {type: confirm, yes: [Y]}}"),
            new Rule(
                    "D13",
                    "Steps do not go round in a circle without a question.",
                    "The subscriber would get the same messages without end.",
                    "steps: {greet: {say: hi, next: bye}, bye: {say: hi, next: greet}}",
                    "steps: {greet: {say: hi, next: bye}, bye: {say: hi, end: done}}"),
            new Rule(
                    "D14",
                    "A slot's own keys make sense together.",
                    "min is not above max, digits says how many, confirm has words for yes; limits agree with the settings.",
                    "slots: {amount: {type: amount, min: \"200\", max: \"1\"}}",
                    "slots: {amount: {type: amount, min: \"1\", max: \"200\"}}"),
            new Rule(
                    "D15",
                    "A dialogue with \"interrupts: false\" asks nothing.",
                    "It leaves another dialogue's question open, and an answer could mean either.",
                    "interrupts: false",
                    "interrupts: true"),
            new Rule(
                    "D16",
                    "A key or an answer leads to one step, and what a text tells to press or to send is understood.",
                    "Keys are 0 to 9, * and #; the same key twice needs guards that exclude each other.",
                    "steps: {main: {say: hi, menu: [{key: \"1\", next: main}, {key: \"1\", next: main}]}}",
                    "steps: {main: {say: hi, menu: [{key: \"1\", next: main}, {key: \"2\", next: main}]}}"),
            new Rule(
                    "D19",
                    "The file can be read.",
                    "UTF-8, spaces for indentation, a space behind each colon, quotes that are closed, numbers in range.",
                    "zh: [通知]您好。",
                    "zh: \"[通知]您好。\""),
            new Rule(
                    "D20",
                    "A text has no character that phones cannot show, and none that makes it dearer by accident.",
                    "One typographic sign in an English text leaves room for 70 characters instead of 160.",
                    "zh: 您好😀。",
                    "zh: 您好。"),
            new Rule(
                    "D21",
                    "A value is used only where it is known on every way.",
                    "Here hi is said by the first step, before any action has told the balance.",
                    "zh: 余额<cash>元。",
                    "zh: 您好。"),
            new Rule(
                    "D22",
                    "Nothing that looks like a placeholder reaches a phone.",
                    "A placeholder is a name in small Latin letters between < and >; everything else is sent as it stands.",
                    "zh: 余额{cash}元。",
                    "zh: 余额<cash>元。"),
            new Rule(
                    "D23",
                    "No text is cut, lost or invisible.",
                    "A \" #\" begins a remark and cuts the text; empty texts, line breaks and zero-width signs are refused.",
                    "zh: 您好 #您的余额已更新。",
                    "zh: \"您好 #您的余额已更新。\""),
            new Rule(
                    "D24",
                    "The languages of a text agree.",
                    "The Chinese text has Chinese characters, and every language names the same values.",
                    "zh: Hello.",
                    "zh: 您好。"),
            new Rule(
                    "D25",
                    "One number stands on one text (a warning).",
                    "Who looks a number up finds one text; numbers that each dialogue words in its own way are \"families\".",
                    "id: B01",
                    "id: Y01"));
}
