package cn.smspay.app;

import cn.smspay.base.yaml.Faults;
import cn.smspay.cli.Exit;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.reading.Rendering.Rendered;
import cn.smspay.talk.reading.Rendering;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.voice.speech.Aloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For an author who wants to see a text as subscribers get it. */
@Command(
        name = "say",
        description = {
            "Prints what is said at a place of a dialogue, in every language, with characters, alphabet and short messages,",
            "like: smspay say tx ask_pin --with amount=100",
            "With --play it is heard. Values that are not given are made up. Without a place, lists the places."
        },
        mixinStandardHelpOptions = true)
final class SayCommand implements Callable<Integer> {
    private static final String COMMON = "common";

    @Parameters(
            index = "0",
            paramLabel = "DIALOGUE",
            description = "Like tx; common for what the engine says by itself.")
    private String dialog = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PLACE",
            description = "Like ask_pin, withdraw.ok, late or notice.withdrawal_paid, or a number like T02.")
    private @Nullable String place;

    @Option(names = "--with", paramLabel = "NAME=VALUE", description = "What stands for a placeholder.")
    private Map<String, String> with = new LinkedHashMap<>();

    @Option(
            names = "--play",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            description = {
                "Speaks it: with the recordings that callers hear, or else with espeak-ng. With a file, writes the sound there,",
                "one for each language."
            })
    private @Nullable String play;

    @Mixin
    private final ScriptFolders folders = new ScriptFolders();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var loaded = ScriptFiles.load(folders.dialogs(), folders.ivrScripts(), ServiceCatalogue.catalogue());
        var scripts = loaded.scripts();
        if (scripts == null) {
            loaded.faults().forEach(err::println);
            err.println("Nothing is said until these faults are mended.");
            return Exit.WRONG;
        }
        var names = new TreeSet<>(scripts.dialogs().keySet());
        names.add(COMMON);
        if (!names.contains(dialog)) {
            err.println("no dialogue is called \"" + dialog + "\"; " + Faults.suggestion(dialog, names));
            return Exit.USAGE;
        }
        if (place == null) {
            Rendering.places(scripts, dialog).forEach(out::println);
            return Exit.DONE;
        }
        try {
            var texts = Rendering.of(scripts, dialog, place, with);
            texts.forEach(text -> text.lines().forEach(out::println));
            out.flush();
            if (play != null) {
                play(texts, play);
            }
            return Exit.DONE;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return Exit.USAGE;
        }
    }

    private void play(List<Rendered> texts, String to) throws IOException {
        var aloud = new Aloud(folders.ivrScripts());
        for (Rendered text : texts) {
            var values = new HashMap<String, Spoken.Value>();
            text.values().forEach((name, value) -> values.put(name, new Spoken.Value(value.kind(), value.text())));
            byte[] sound;
            try {
                sound = aloud.wav(new Spoken(text.language(), text.template(), values));
            } catch (IllegalStateException e) {
                throw new Exit.Refused(String.valueOf(e.getMessage()));
            }
            if (to.isEmpty()) {
                Loudspeaker.play(sound);
            } else {
                write(sound, Path.of(texts.size() == 1 ? to : to.replaceFirst("(\\.wav)?$", "-" + text.language() + "$1")));
            }
        }
    }

    private void write(byte[] sound, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new Exit.Refused(file + " is there already; name a new file");
        }
        Files.write(file, sound);
        spec.commandLine().getOut().println(file);
    }
}
