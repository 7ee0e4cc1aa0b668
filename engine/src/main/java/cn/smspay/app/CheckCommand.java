package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.talk.desk.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import cn.smspay.tools.transcript.ChatFile;
import cn.smspay.tools.transcript.ChatRun;
import cn.smspay.voice.speech.PromptMaker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What authors run before they hand a file in. */
@Command(
        name = "check",
        description = "Reads all dialogue and voice files and lists every fault with file and line.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--dialogs", paramLabel = "DIR", description = "Where the dialogue files are (default: dialogs).")
    private @Nullable Path dialogs;

    @Option(
            names = "--ivr-scripts",
            paramLabel = "DIR",
            description = "Where the voice files are (default: ivr-scripts).")
    private @Nullable Path ivr;

    @Option(names = "--no-chat", description = "Does not play the transcripts beside the files.")
    private boolean noChat;

    @Override
    public Integer call() throws IOException {
        var home = Home.find();
        var sms = dialogs == null ? home.resolve("dialogs") : dialogs;
        var voice = ivr == null ? home.resolve("ivr-scripts") : ivr;
        var loaded = ScriptFiles.load(sms, voice, ServiceCatalogue.catalogue());
        loaded.faults().forEach(System.out::println);
        var scripts = loaded.scripts();
        if (scripts == null) {
            System.out.println(loaded.faults().size() + " faults.");
            return Exit.WRONG;
        }
        System.out.println(scripts.dialogs().size() + " dialogues are in order.");
        var spoken = scripts.spokenTexts("zh").stream().map(Template::text).toList();
        var unheard = new PromptMaker(voice.resolve("prompts")).check(spoken);
        unheard.forEach(System.out::println);
        if (!unheard.isEmpty()) {
            System.out.println(unheard.size() + " faults of recordings.");
            return Exit.WRONG;
        }
        return noChat || play(home, scripts, ChatFile.in(sms, voice)) ? Exit.DONE : Exit.WRONG;
    }

    private static boolean play(Path home, Scripts scripts, List<Path> files) throws IOException {
        var run = new ChatRun(home, System.out::println);
        run.play(files, scripts, false);
        System.out.println(run.cases() + " transcripts were played, " + run.wrong() + " went otherwise.");
        return run.wrong() == 0;
    }
}
