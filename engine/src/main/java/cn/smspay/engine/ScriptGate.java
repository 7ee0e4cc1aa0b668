package cn.smspay.engine;

import cn.smspay.base.Fen;
import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.config.AuthorSettings;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.Loaded;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import cn.smspay.talk.script.Template;
import cn.smspay.voice.speech.PromptLanguage;
import cn.smspay.voice.speech.PromptMaker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What authors' files must hold before subscribers meet them under the settings of an engine. {@code check},
 * {@code run --check} and the start all look through this one gate, so that none refuses what another let pass.
 */
public final class ScriptGate {
    private final AuthorSettings settings;

    public ScriptGate(AuthorSettings settings) {
        this.settings = settings;
    }

    /** The files of the settings' folders, with every fault of theirs and against the settings. */
    public Loaded open() {
        return checked(ScriptFiles.load(settings.dialogs(), settings.ivrScripts(), ServiceCatalogue.catalogue()));
    }

    /** The same of texts by their names, like {@code dialogs/kt.yaml}. */
    public Loaded read(Map<String, String> files) {
        return checked(ScriptFiles.read(files, ServiceCatalogue.catalogue()));
    }

    private Loaded checked(Loaded loaded) {
        if (loaded.scripts() == null) {
            return loaded;
        }
        var faults = new Faults();
        for (Dialog dialog : loaded.scripts().dialogs().values()) {
            dialog.slots().values().forEach(slot -> bounds(dialog, slot, faults));
            dialog.steps().values().forEach(step -> target(dialog, step, faults));
        }
        var all = new ArrayList<Fault>(loaded.faults());
        all.addAll(faults.all());
        return new Loaded(faults.none() ? loaded.scripts() : null, List.copyOf(all));
    }

    /** Whether calls come in at all. */
    boolean takesCalls() {
        return !settings.agents().isEmpty();
    }

    /** A line for each recording that calls would miss; nothing if no call comes in. */
    public List<String> recordings(Scripts scripts) {
        if (settings.agents().isEmpty()) {
            return List.of();
        }
        return unheard(scripts, settings.ivrScripts());
    }

    /** A line for each fault of the recordings that these scripts need, in every language that calls are held in. */
    public static List<String> unheard(Scripts scripts, Path ivrScripts) {
        var faults = new ArrayList<String>();
        for (var language : PromptLanguage.of(scripts.spokenLanguages())) {
            faults.addAll(unheard(scripts, new PromptMaker(language.in(ivrScripts), language), language));
        }
        scripts.spokenLanguages().stream()
                .filter(tag -> PromptLanguage.of(tag).isEmpty())
                .forEach(tag -> faults.add("calls cannot be held in \"" + tag + "\": zh and en can be spoken"));
        return faults;
    }

    /** The same of one language. */
    public static List<String> unheard(Scripts scripts, PromptMaker prompts, PromptLanguage language) {
        var faults = new ArrayList<>(prompts.check(scripts.spokenTexts(language.tag()).stream()
                .map(Template::text)
                .toList()));
        faults.addAll(scripts.unspeakable(language.tag()));
        return faults;
    }

    private void bounds(Dialog dialog, Slot slot, Faults faults) {
        var limits = settings.limits();
        var min = amount(slot.min(), limits);
        var max = amount(slot.max(), limits);
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
            faults.add(
                    dialog.file(),
                    slot.line(),
                    "D14",
                    "no amount fits \"" + slot.name() + "\": its \"min\" is " + min.get() + ", its \"max\" is "
                            + max.get() + " by the settings");
        }
    }

    private static Optional<Fen> amount(String bound, Map<String, Fen> limits) {
        var limit = Slot.limit(bound);
        return limit.isEmpty() ? Fen.readYuan(bound) : Optional.ofNullable(limits.get(limit));
    }

    private void target(Dialog dialog, Step step, Faults faults) {
        if (!(step instanceof Step.Transfer transfer)) {
            return;
        }
        settings.agents().forEach((door, numbers) -> {
            if (!numbers.contains(transfer.target())) {
                faults.add(
                        dialog.file(),
                        transfer.line(),
                        "D03",
                        "\"" + transfer.target() + "\" is not among the \"agents\" of " + door + " in the settings; "
                                + Faults.suggestion(transfer.target(), numbers));
            }
        });
    }
}
