package cn.smspay.app.release;

import cn.smspay.config.AuthorSettings;
import cn.smspay.engine.ScriptGate;
import cn.smspay.talk.desk.Releases;
import cn.smspay.talk.script.Scripts;
import cn.smspay.tools.transcript.ChatFile;
import cn.smspay.tools.transcript.ChatRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files that have gone through everything that stands before subscribers: the check, the recordings, the transcripts.
 *
 * @param files texts by name; null if something is wrong
 * @param report how it went, in a line
 */
record CheckedFiles(@Nullable Map<String, String> files, String report) {
    /** Looks through the folders of these settings; what is wrong goes to {@code out}, a line each. */
    static CheckedFiles of(AuthorSettings settings, Path home, Consumer<String> out) throws IOException {
        var gate = new ScriptGate(settings);
        var loaded = gate.open();
        loaded.faults().stream().map(Objects::toString).forEach(out);
        var scripts = loaded.scripts();
        if (scripts == null) {
            return new CheckedFiles(null, "the files are at fault");
        }
        var wrong = new ArrayList<>(gate.recordings(scripts));
        wrong.forEach(out);
        var run = new ChatRun(home, out);
        run.play(transcripts(settings), scripts, false);
        if (!wrong.isEmpty() || run.wrong() > 0) {
            return new CheckedFiles(null, run.wrong() > 0 ? "transcripts went otherwise" : "recordings are missing");
        }
        if (!isStill(gate, scripts)) {
            out.accept("the files changed while they were checked; check them again");
            return new CheckedFiles(null, "changed meanwhile");
        }
        return new CheckedFiles(
                scripts.files(),
                scripts.dialogs().size() + " dialogues in order, " + run.cases() + " transcripts as written");
    }

    private static List<Path> transcripts(AuthorSettings settings) throws IOException {
        return ChatFile.in(settings.dialogs(), settings.ivrScripts());
    }

    private static boolean isStill(ScriptGate gate, Scripts scripts) {
        var now = gate.open().scripts();
        return now != null && Releases.id(now.files()).equals(Releases.id(scripts.files()));
    }
}
