package cn.smspay.ops.errand;

import cn.smspay.cli.Exit;
import cn.smspay.engine.Tool;
import cn.smspay.ops.control.ControlClient;
import cn.smspay.ops.control.ControlClient.NoEngine;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Where a command that writes does so: a mixin of each of them. It hands the whole command line to the engine that runs on the
 * folder, which parses it again and does it with its own lane, beside its subscribers; without an engine the command does it
 * itself. One thread.
 */
@Command
public final class WritingMixin {
    /** What a command calls the mixin. */
    static final String NAME = "place";

    /** The word of the control socket. */
    static final String WORD = "errand";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    private final boolean doneAgain;
    private @Nullable Tool engine;
    private Path folder = Path.of("");

    /** For a command that may be done twice and comes to the same. */
    public WritingMixin() {
        this(true);
    }

    /** @param doneAgain whether the engine may do it anew where it does not know how far it came */
    public WritingMixin(boolean doneAgain) {
        this.doneAgain = doneAgain;
    }

    boolean mayBeDoneAgain() {
        return doneAgain;
    }

    /**
     * This is the engine.
     *
     * @param where the folder in which the caller stands
     */
    void inside(Tool parts, Path where) {
        engine = parts;
        folder = where;
    }

    /** The engine's parts, if this is it. */
    public Optional<Tool> engine() {
        return Optional.ofNullable(engine);
    }

    /** A path as the caller means it. */
    public Path path(Path named) {
        return folder.resolve(named);
    }

    /**
     * Hands the command to the engine, and shows what it says.
     *
     * @return how it ended; empty if no engine runs there, or if this is the engine: then it is to be done here
     */
    public OptionalInt hand(Path data) {
        if (engine != null) {
            return OptionalInt.empty();
        }
        try (var client = new ControlClient(data)) {
            var arguments = command.root().commandLine().getParseResult().originalArgs();
            var here = Path.of("").toAbsolutePath().toString();
            var said = client.say(WORD, Map.of("arguments", arguments, "folder", here), this::show);
            if (said.kind() != ControlClient.EngineReply.Kind.ANSWER) {
                throw new Exit.Refused(said.sentence());
            }
            return OptionalInt.of(said.json().path("exit").asInt(Exit.STOPPED));
        } catch (NoEngine e) {
            remark(
                    data,
                    Store.isHeld(StoreSettings.tool(data.resolve(StoreSettings.FILE)))
                            ? "the engine on %s does not listen; this is done beside it, which makes its answers slower"
                            : "no engine runs on %s; this is done without one");
            return OptionalInt.empty();
        } catch (EOFException e) {
            throw new Exit.Refused(
                    Exit.STOPPED,
                    doneAgain
                            ? "the engine stopped before this was done; it goes on with it at its next start"
                            : "the engine stopped before this was answered; look whether it was done when it runs again");
        } catch (IOException e) {
            throw new Exit.Refused(Exit.STOPPED, "the engine cannot be spoken to: " + e.getMessage());
        }
    }

    private void remark(Path data, String sentence) {
        command.commandLine().getErr().println(sentence.replace("%s", data.toString()));
    }

    private void show(JsonNode line) {
        var to = line.has("err")
                ? command.commandLine().getErr()
                : command.commandLine().getOut();
        to.println(line.path(line.has("err") ? "err" : "out").asText());
        to.flush();
    }
}
