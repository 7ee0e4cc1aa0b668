package cn.smspay.app.ops;

import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.cli.Exit;
import cn.smspay.engine.KeyRing;
import cn.smspay.engine.Resealing;
import cn.smspay.ops.control.ControlClient;
import cn.smspay.ops.control.ControlClient.NoEngine;
import cn.smspay.ops.errand.WritingMixin;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The keys of an engine. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "The keys of an engine.",
        subcommands = {KeysCommands.Rotate.class, KeysCommands.Renew.class})
public final class KeysCommands {
    private KeysCommands() {}

    /** Of which folder the keys are, and the master key that they are sealed with. */
    private static final class Keyed {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                defaultValue = "var",
                description = "Data folder (default: ${DEFAULT-VALUE}).")
        private Path data = Path.of("var");

        @Option(
                names = "--key-file",
                required = true,
                paramLabel = "FILE",
                description = "The master key, as keys.master_file of the settings names it.")
        private Path file = Path.of("");

        Path database() {
            return data.resolve(StoreSettings.FILE);
        }

        /** Both have to be there. */
        void check() {
            if (!DatabaseFile.exists(database())) {
                throw new Exit.Refused("there is no database " + database() + "; name its folder with --data");
            }
            if (!Files.isRegularFile(file)) {
                throw new Exit.Refused("there is no key file " + file);
            }
        }
    }

    @Command(
            name = "renew",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a new key for sealing and seals with it all that is sealed: names, documents, cards, codes on their",
                "way. The service goes on meanwhile; broken off anywhere, all opens as before. Pepper and card key stay",
                "as long as the database: what they hashed cannot be hashed anew without the passwords."
            },
            footer = {
                "",
                "Example: smspay keys renew sealing --data var --key-file conf/master.key",
                "Exit codes: 0 done, 2 refused, nothing done, 3 stopped by a fault."
            })
    static final class Renew implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Parameters(
                index = "0",
                paramLabel = "sealing",
                description = "The kind of key; there is but one that can be renewed.")
        private String kind = "";

        @Mixin
        private final Keyed keyed = new Keyed();

        @Option(names = "--why", paramLabel = "WHY", description = "The reason, for the audit.")
        private @Nullable String why;

        @Override
        public Integer call() throws IOException {
            if (!kind.equals("sealing")) {
                throw new Exit.Refused("only the sealing key can be renewed, not \"" + kind
                        + "\": what pepper and card key hashed cannot be hashed anew without the passwords");
            }
            keyed.check();
            var out = spec.commandLine().getOut();
            Consumer<String> progress = out::println;
            if (!through(progress)) {
                alone(progress);
            }
            out.println("All of it is sealed with a new key. Backups of before open as they did.");
            return Exit.DONE;
        }

        /** Returns false if no engine runs. */
        private boolean through(Consumer<String> progress) throws IOException {
            try (var engine = new ControlClient(keyed.data)) {
                var said = engine.say(
                        "keys.renew",
                        Map.of("key_file", keyed.file.toAbsolutePath().toString(), "why", why == null ? "" : why),
                        each -> progress.accept(each.asText()));
                if (said.kind() != ControlClient.EngineReply.Kind.ANSWER) {
                    throw new Exit.Refused(said.sentence());
                }
                return true;
            } catch (NoEngine e) {
                WritingMixin.requireFree(keyed.data);
                return false;
            }
        }

        private void alone(Consumer<String> progress) throws IOException {
            var master = MasterKey.read(keyed.file);
            try (var store = Store.open(StoreSettings.engine(keyed.database()))) {
                var now = Clock.systemUTC().instant();
                Resealing.all(store, KeyRing.open(store, master, now), master, now, progress);
            } catch (WrongKey e) {
                throw new Exit.Refused(keyed.file + " is not the key of this database: " + e.getMessage());
            }
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Seals the database's data keys with another master key, through the engine if one runs, and puts the new",
                "key in the old one's place. The old one is kept beside it, under the end .old: backups of before need",
                "it. Broken off anywhere, the same command goes on. Passwords and sealed values stay as they are."
            },
            footer = {
                "",
                "Example: smspay keys rotate --data var --key-file conf/master.key",
                "Exit codes: 0 done, 2 refused, nothing done, 3 stopped by a fault."
            })
    static final class Rotate implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Mixin
        private final Keyed keyed = new Keyed();

        @Option(
                names = "--new-key-file",
                paramLabel = "FILE",
                description =
                        "The new key, 64 hexadecimal digits; made beside the old one, with the end .new, if left out.")
        private @Nullable Path newKeyFile;

        @Option(names = "--why", paramLabel = "WHY", description = "The reason, for the audit.")
        private @Nullable String why;

        @Override
        public Integer call() throws IOException {
            keyed.check();
            var fresh = newKeyFile == null ? beside(".new") : newKeyFile;
            if (newKeyFile != null && !Files.isRegularFile(fresh)) {
                throw new Exit.Refused("there is no key file " + fresh);
            }
            var newKey = readable(fresh);
            var oldKey = readable(keyed.file);
            var kept = beside(".old");
            if (Files.exists(kept) && Files.mismatch(kept, keyed.file) >= 0) {
                throw new Exit.Refused(
                        kept + " is there from before and is another key; move it to a safe place first");
            }
            if (Files.mismatch(fresh, keyed.file) < 0) {
                throw new Exit.Refused(fresh + " and " + keyed.file + " hold the same key");
            }
            // Before anything else: without it a database of before could never be opened again.
            Files.copy(keyed.file, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            boolean rotated = rewrap(oldKey, newKey, fresh);
            Files.move(fresh, keyed.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            var out = spec.commandLine().getOut();
            out.println(
                    rotated
                            ? "The data keys are sealed with the new master key."
                            : "The data keys were sealed with the new master key already, by a rotation that was broken off.");
            out.println(keyed.file + " holds the new key: keep a copy elsewhere. " + kept
                    + " holds the old one, which backups of before need.");
            return Exit.DONE;
        }

        private Path beside(String end) {
            return keyed.file.resolveSibling(keyed.file.getFileName() + end);
        }

        private MasterKey readable(Path file) throws IOException {
            try {
                return newKeyFile == null && file.equals(beside(".new"))
                        ? MasterKey.readOrCreate(file)
                        : MasterKey.read(file);
            } catch (IllegalArgumentException e) {
                throw new Exit.Refused(file + ": " + e.getMessage());
            }
        }

        private boolean rewrap(MasterKey old, MasterKey fresh, Path freshFile) throws IOException {
            try (var engine = new ControlClient(keyed.data)) {
                var said = engine.say(
                        "keys.rotate",
                        Map.of(
                                "key_file", keyed.file.toAbsolutePath().toString(),
                                "new_key_file", freshFile.toAbsolutePath().toString(),
                                "why", why == null ? "" : why),
                        progress -> {});
                if (said.kind() != ControlClient.EngineReply.Kind.ANSWER) {
                    throw new Exit.Refused(said.sentence());
                }
                return said.json().path("rotated").asBoolean();
            } catch (NoEngine e) {
                WritingMixin.requireFree(keyed.data);
                return alone(old, fresh);
            }
        }

        /** With the folder to itself: an engine without a socket would go on sealing under its old words for it. */
        private boolean alone(MasterKey old, MasterKey fresh) {
            try (var store = Store.open(StoreSettings.engine(keyed.database()))) {
                return KeyRing.rotate(store, old, fresh);
            } catch (WrongKey e) {
                throw new Exit.Refused(keyed.file + " is not the key of this database: " + e.getMessage());
            }
        }
    }
}
