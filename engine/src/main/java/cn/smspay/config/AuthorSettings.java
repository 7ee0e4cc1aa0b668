package cn.smspay.config;

import cn.smspay.base.Fen;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What authors' files must fit, without any secret: authors have none.
 *
 * @param limits amounts that files may name, by their names of the catalogue
 * @param agents whom a call can be handed to, by the way calls come in; empty if none comes in
 */
public record AuthorSettings(Path dialogs, Path ivrScripts, Map<String, Fen> limits, Map<String, Set<String>> agents) {
    public static AuthorSettings of(Config config) {
        var agents = new TreeMap<String, Set<String>>();
        var voice = config.voice();
        voice.sip()
                .ifPresent(sip ->
                        agents.put("voice.sip", new TreeSet<>(sip.agents().keySet())));
        voice.agi()
                .ifPresent(agi ->
                        agents.put("voice.agi", new TreeSet<>(agi.agents().keySet())));
        voice.vxml()
                .ifPresent(vxml ->
                        agents.put("voice.vxml", new TreeSet<>(vxml.agents().keySet())));
        return new AuthorSettings(
                config.dialogs(), config.ivrScripts(), config.rules().limits(), agents);
    }

    /** The same settings for files in other folders. */
    public AuthorSettings in(Path otherDialogs, Path otherIvrScripts) {
        return new AuthorSettings(otherDialogs, otherIvrScripts, limits, agents);
    }
}
