package cn.smspay.ops.errand;

import cn.smspay.cli.Exit;
import cn.smspay.engine.Tool;
import cn.smspay.ops.control.ControlClient;
import cn.smspay.ops.control.ControlClient.NoEngine;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.sqlite.StoreSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
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

    /** What is said before: it is answered at once, or nothing is handed over. */
    static final String READY = "errand.ready";

    /** For an engine that lives, however busy. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(10);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    private final boolean doneAgain;
    private Duration readyWithin = READY_WITHIN;
    private @Nullable Tool engine;
    private Path folder = Path.of("");
    private boolean again;

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

    /** For tests. */
    WritingMixin readyWithin(Duration most) {
        readyWithin = most;
        return this;
    }

    /**
     * This is the engine.
     *
     * @param where the folder in which the caller stands
     * @param anew whether an engine before it ended in the middle of this
     */
    void inside(Tool parts, Path where, boolean anew) {
        engine = parts;
        folder = where;
        again = anew;
    }

    /** Whether an engine ended in the middle of this, and it may have been done. */
    public boolean isTakenUpAgain() {
        return again;
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
     * @throws Exit.Refused if something holds the folder that does not answer
     */
    public OptionalInt hand(Path data) {
        if (engine != null) {
            return OptionalInt.empty();
        }
        try (var client = new ControlClient(data)) {
            requireReady(client, data);
            var arguments = command.root().commandLine().getParseResult().originalArgs();
            var here = Path.of("").toAbsolutePath().toString();
            var said = client.say(WORD, Map.of("arguments", arguments, "folder", here), this::show);
            if (said.kind() != ControlClient.EngineReply.Kind.ANSWER) {
                throw new Exit.Refused(said.sentence());
            }
            return OptionalInt.of(said.json().path("exit").asInt(Exit.STOPPED));
        } catch (NoEngine e) {
            requireFree(data);
            command.commandLine().getErr().println("no engine runs on " + data + "; this is done without one");
            return OptionalInt.empty();
        } catch (EOFException e) {
            throw new Exit.Refused(
                    Exit.STOPPED,
                    doneAgain
                            ? "the engine stopped before this was done; it goes on with it at its next start"
                            : "the engine stopped before this was answered; look whether it was done when it runs again");
        } catch (SocketTimeoutException e) {
            throw new Exit.Refused(
                    Exit.STOPPED,
                    "the engine has said nothing for a long time; it goes on with this if it lives, and its log tells how it ends");
        } catch (IOException e) {
            throw new Exit.Refused(Exit.STOPPED, "the engine cannot be spoken to: " + e.getMessage());
        }
    }

    private void requireReady(ControlClient client, Path data) throws IOException {
        try {
            client.say(READY, Map.of(), readyWithin, progress -> {});
        } catch (NoEngine e) {
            throw e;
        } catch (IOException e) {
            throw new Exit.Refused(
                    Exit.STOPPED,
                    "the engine on " + data
                            + " does not answer (stopped, stuck, or just starting or ending): nothing was"
                            + " done; look at its log, and say it again when it answers or has ended");
        }
    }

    /**
     * For a command that found nobody to hand its work to.
     *
     * @throws Exit.Refused if somebody writes there all the same: nothing is ever written beside him
     */
    public static void requireFree(Path data) {
        if (DatabaseFile.isHeld(data.resolve(StoreSettings.FILE))) {
            throw new Exit.Refused(
                    Exit.STOPPED,
                    "another engine is running on it, or a command that writes: " + data
                            + " is held, and nobody listens at " + data.resolve(ControlSocket.FILE)
                            + ". Nothing was done; say it again when it listens or has ended");
        }
    }

    private void show(JsonNode line) {
        var to = line.has("err")
                ? command.commandLine().getErr()
                : command.commandLine().getOut();
        to.println(line.path(line.has("err") ? "err" : "out").asText());
        to.flush();
    }
}
