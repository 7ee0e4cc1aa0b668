package cn.smspay.tools.transcript;

import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Plays whole files of transcripts and tells how they went, in plain lines. */
public final class ChatRun {
    private final Path home;
    private final Consumer<String> out;
    private int cases;
    private int wrong;

    public ChatRun(Path home, Consumer<String> out) {
        this.home = home;
        this.out = out;
    }

    /** @param update whether what was really said takes the place of what was expected */
    public void play(List<Path> files, Scripts scripts, boolean update) throws IOException {
        try (var stage = new ChatStage(home, scripts)) {
            for (Path path : files) {
                var file = ChatFile.read(path, home);
                file.faults().forEach(out);
                wrong += file.faults().size();
                var said = new HashMap<Integer, List<String>>();
                file.cases().forEach(played -> said.putAll(play(stage, played, update)));
                if (update) {
                    update(file, said);
                }
            }
        }
    }

    private Map<Integer, List<String>> play(ChatStage stage, ChatFile.Case played, boolean update) {
        var result = stage.play(played);
        cases++;
        if (!result.failures().isEmpty() && !update) {
            wrong++;
            out.accept(played.file() + ":" + played.number() + ": case " + played.title());
            result.failures().forEach(failure -> out.accept("  " + failure));
        }
        return result.said();
    }

    public int cases() {
        return cases;
    }

    /** Cases that went otherwise, and lines that could not be read. */
    public int wrong() {
        return wrong;
    }

    /** Rewrites the lines that follow an action, unless they fit what was said. */
    private static void update(ChatFile file, Map<Integer, List<String>> said) throws IOException {
        var texts = Files.readAllLines(file.path(), StandardCharsets.UTF_8);
        var lines = new HashMap<Integer, ChatFile.Line>();
        file.cases().forEach(played -> played.lines().forEach(line -> lines.put(line.number(), line)));
        var written = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            var line = lines.get(i + 1);
            if (line == null || !line.expects()) {
                written.add(texts.get(i));
            }
            var answers = line == null ? null : said.get(line.number());
            if (answers != null) {
                written.addAll(kept(texts, lines, i + 1, answers));
            }
        }
        Files.write(file.path(), written, StandardCharsets.UTF_8);
    }

    /** What the author wrote, if that fits as well; else what was said. */
    private static List<String> kept(
            List<String> texts, Map<Integer, ChatFile.Line> lines, int from, List<String> answers) {
        var old = new ArrayList<String>();
        for (int i = from; i < texts.size(); i++) {
            var line = lines.get(i + 1);
            if (texts.get(i).startsWith("case ") || (line != null && line.acts())) {
                break;
            }
            if (line != null && line.expects()) {
                old.add(texts.get(i));
            }
        }
        boolean rest = !old.isEmpty() && old.get(old.size() - 1).equals("hear " + ChatText.REST);
        int compared = rest ? old.size() - 1 : answers.size();
        if (old.size() < compared || answers.size() < compared || (!rest && old.size() != compared)) {
            return answers;
        }
        for (int i = 0; i < compared; i++) {
            if (!ChatText.matches(ChatText.plain(old.get(i)), ChatText.plain(answers.get(i)), new HashMap<>())) {
                return answers;
            }
        }
        return old;
    }
}
