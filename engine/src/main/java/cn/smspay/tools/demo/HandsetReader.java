package cn.smspay.tools.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;

/** Reads what is typed into the handset of the terminal: with history, completion, and pasted blocks line by line. */
final class HandsetReader {
    /** What is for the demo begins with a slash. */
    private static final Pattern COMMAND = Pattern.compile("(?<![a-z/])/[a-z]{2,}");

    /** What terminals send that pay no heed to the mode in which their description would have them. */
    private static final Map<String, String> ARROWS = Map.of(
            "\033[A", LineReader.UP_LINE_OR_HISTORY,
            "\033[B", LineReader.DOWN_LINE_OR_HISTORY,
            "\033[C", LineReader.FORWARD_CHAR,
            "\033[D", LineReader.BACKWARD_CHAR);

    private HandsetReader() {}

    /**
     * @param data where the history is kept; what may be a password or a card is not kept
     * @param help tells the commands that are completed
     * @param more words that are completed too
     */
    static LineReader of(Terminal terminal, Path data, String help, List<String> more) {
        var words = Stream.concat(commands(help).stream(), more.stream()).toList();
        var reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new StringsCompleter(words))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                // A pasted block is as many messages as it has lines.
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .variable(LineReader.HISTORY_FILE, data.resolve("handset.history"))
                .variable(LineReader.HISTORY_IGNORE, "*[0-9][0-9][0-9][0-9][0-9][0-9]*")
                .build();
        var keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
        ARROWS.forEach((sent, does) -> keys.bind(new Reference(does), sent));
        return reader;
    }

    static List<String> commands(String help) {
        return COMMAND.matcher(help)
                .results()
                .map(found -> found.group())
                .distinct()
                .sorted()
                .toList();
    }

    /** The lines of one reading, which is more than one where a block was pasted at once. */
    static List<String> lines(String read) {
        return read.lines().toList();
    }

    /** Whether the terminal is to be left without colours: https://no-color.org. */
    static boolean isPlain(Map<String, String> environment) {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").toLowerCase(Locale.ROOT).equals("dumb");
    }
}
