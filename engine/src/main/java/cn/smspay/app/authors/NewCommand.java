package cn.smspay.app.authors;

import cn.smspay.cli.Exit;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A file to begin with. */
@Command(
        name = "new",
        description = {
            "Writes a small dialogue or voice menu with remarks and its transcript, which pass the check as they are;",
            "or a transcript alone. Never writes over a file."
        },
        mixinStandardHelpOptions = true)
public final class NewCommand implements Callable<Integer> {
    /** What is made. */
    enum Kind {
        dialog,
        menu,
        chat
    }

    private static final String WORD = "(?=.*[A-Za-z\\p{IsHan}])[A-Za-z0-9\\p{IsHan}]{1,20}";

    private static final String DIALOG = """
            # yaml-language-server: $schema=schema/dialog.schema.json
            # "smspay explain KEY" tells what a key is for, "smspay check" what is wrong, "smspay actions" what can be done.
            dialog: %1$s
            title:                     # what the subscriber is told is being done; <op> in a text
              zh: 新业务
              en: new service
            commands:
              - words: [%2$s]           # the first is <cmd> in a text
            steps:
              ask:                     # a menu; the answer is a number or a word
                choose:
                  - answer: ["1"]
                    say:
                      zh: 1余额
                      en: 1 balance
                    next: balance
                  - answer: ["2"]
                    when: not registered     # offered only to whom this is true of
                    say:
                      zh: 2开户
                      en: 2 open
                    next: open
                say:
                  zh: 请回复数字：<options>。回复0退出。
                  en: "Reply a number: <options>. 0 leaves."
              balance:                 # has something done; every outcome has its way on
                do: balance
                outcomes:
                  ok:
                    say:
                      zh: 余额<total>元。
                      en: Your balance is <total> yuan.
                    end: done
              open:
                say:
                  zh: 开户请发送KT到<service>。
                  en: To open an account send KT to <service>.
                end: done
            """;

    private static final String DIALOG_CHAT = """
            # Each case is a conversation: > is sent, < is the exact answer. "smspay chat --update" writes the answers.

            case by number
            given 13800000001 registered cash=10
            > %2$s
            < 请回复数字：1余额。回复0退出。
            state %1$s.ask
            > 1
            < 余额10.00元。
            state none
            bill 2

            case without an account
            given 13800000001
            > %2$s
            < 请回复数字：1余额，2开户。回复0退出。
            > 2
            < 开户请发送KT到10658888。
            state none
            """;

    private static final String MENU = """
            # yaml-language-server: $schema=../dialogs/schema/ivr.schema.json
            # Texts without a recording are listed by "smspay check" and by "smspay prompts".
            ivr: "%1$s"
            languages: [zh]
            title:
              zh: 语音服务
            start: main
            no_input:
              zh: 没有收到您的按键。
            no_match:
              zh: 按键有误。
            give_up:
              zh: 感谢您的来电，再见。
            steps:
              main:
                say:
                  zh: 您好，欢迎使用手机支付。
                menu:
                  - key: "1"
                    say:
                      zh: 查询余额请按1。
                    next: balance
                  - key: "9"
                    say:
                      zh: 重听请按9。
                    next: main
              balance:                 # has something done; every outcome has its way on
                do: balance
                outcomes:
                  ok:
                    say:
                      zh: 现金账户<cash>元，充值卡账户<card>元，合计<total>元，提现在途<transit>元。
                    next: main
                  no_account:
                    say:
                      zh: 您的号码尚未开通手机支付。
                    end: failed
                  phone_status:
                    say:
                      zh: 您的号码处于<state>状态，暂不能办理该业务。
                    end: failed
                  barred:
                    say:
                      zh: 您的号码暂不能办理该业务。
                    end: failed
            """;

    private static final String MENU_CHAT = """
            case the balance
            given 13800000001 registered cash=10
            call %1$s
            hear 您好，欢迎使用手机支付。
            hear 查询余额请按1。
            hear 重听请按9。
            press 1
            hear 现金账户10.00元，充值卡账户0.00元，合计10.00元，提现在途0.00元。
            hear …

            case without an account
            given 13800000001
            call %1$s
            hear …
            press 1
            hear 您的号码尚未开通手机支付。
            """;

    private static final String CHAT = """
            # Each case is a conversation: > is sent, < is the exact answer. "smspay chat --update" writes the answers.

            case what happens here
            given 13800000001 registered
            > %2$s
            """;

    @Parameters(index = "0", paramLabel = "KIND", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Kind kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "Like jf; of a menu, the number that is dialled.")
    private String name = "";

    @Option(names = "--word", paramLabel = "WORD", description = "The command word (default: the name in capitals).")
    private @Nullable String word;

    @Mixin
    private final ScriptFolders folders = new ScriptFolders();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var right = kind == Kind.menu ? "[0-9]{3,20}" : "[a-z0-9][a-z0-9_]{0,19}";
        if (!name.matches(right)) {
            throw new Exit.Refused(
                    kind == Kind.menu
                            ? "a menu has the number that is dialled, 3 to 20 digits, not \"" + name + "\""
                            : "a name has small letters, digits and _, not \"" + name + "\"");
        }
        if (word != null && !word.matches(WORD)) {
            throw new Exit.Refused("a command word has 1 to 20 letters, Chinese characters and digits, at least one of the"
                    + " first two, not \"" + word + '"');
        }
        folders.mustBeOwn();
        var sms = folders.dialogs();
        var voice = folders.ivrScripts();
        boolean isVoice = kind == Kind.menu || (kind == Kind.chat && name.matches("[0-9]+"));
        var folder = isVoice ? voice : sms;
        var made = new TreeMap<Path, String>();
        var command = word == null ? name.toUpperCase(Locale.ROOT) : word;
        if (kind != Kind.chat) {
            made.put(folder.resolve(name + ".yaml"), filled(isVoice ? MENU : DIALOG, command));
        }
        made.put(
                folder.resolve(name + ".chat"),
                filled(kind == Kind.chat ? CHAT : isVoice ? MENU_CHAT : DIALOG_CHAT, command));
        for (Path file : made.keySet()) {
            if (Files.exists(file)) {
                throw new Exit.Refused(file + " is there already");
            }
        }
        var faults = kind == Kind.chat ? List.<String>of() : faults(sms, voice, isVoice, made);
        if (!faults.isEmpty()) {
            faults.forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().println("Nothing was written; another name, or --word, may do.");
            return Exit.WRONG;
        }
        for (var each : made.entrySet()) {
            Files.writeString(each.getKey(), each.getValue());
            spec.commandLine().getOut().println(each.getKey());
        }
        return Exit.DONE;
    }

    private String filled(String template, String command) {
        return template.replace("%1$s", name).replace("%2$s", command);
    }

    /** What the check says of the new file among the others; it says nothing where those are at fault themselves. */
    private List<String> faults(Path sms, Path voice, boolean isVoice, Map<Path, String> made) {
        var loaded = ScriptFiles.load(sms, voice, ServiceCatalogue.catalogue());
        if (loaded.scripts() == null) {
            return loaded.faults().stream().map(Objects::toString).toList();
        }
        var files = new TreeMap<>(loaded.scripts().files());
        var own = (isVoice ? "ivr-scripts/" : "dialogs/") + name + ".yaml";
        made.forEach((path, text) -> {
            if (path.toString().endsWith(".yaml")) {
                files.put(own, text);
            }
        });
        var faults = new ArrayList<String>();
        ScriptFiles.read(files, ServiceCatalogue.catalogue()).faults().stream()
                .filter(fault -> !fault.warning() || fault.file().equals(own))
                .forEach(fault -> faults.add(fault.toString()));
        return faults;
    }
}
