package cn.smspay.voice.vxml;

import cn.smspay.talk.dialogue.VoiceNext.Collect;
import cn.smspay.voice.speech.Playlist.Track;
import cn.smspay.voice.speech.PromptLanguage;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes VoiceXML 2.1 documents. Everything passes through an XML writer, so no value can break out of its place. */
final class VoiceXmlPage {
    static final String ENTRY = "/vxml";
    static final String START = "/vxml/start";
    static final String NEXT = "/vxml/next";
    static final String PROMPTS = "/vxml/prompts/";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final String VXML = "http://www.w3.org/2001/vxml";
    private static final String KEYS = "0123456789*#";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /** What a document is filled with. */
    private interface Body {
        void write(VoiceXmlPage page) throws XMLStreamException;
    }

    /**
     * Where a page stands in its call.
     *
     * @param turn its number
     * @param apology what the platform says when it cannot go on
     */
    record CallPosition(String call, int turn, List<Track> apology) {}

    private VoiceXmlPage() throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    /** Finds out who calls and whom, for a platform that cannot put it into the first address, and goes on. */
    static String entry(List<Track> apology) {
        return page(page -> {
            page.open("catch", "event", "error");
            page.leaving(apology);
            page.close(1);
            page.variable("session", "'s' + Math.random()");
            page.variable("caller", "session.connection.remote.uri");
            page.variable("dialled", "session.connection.local.uri");
            page.open("form", "id", "entry");
            page.open("block");
            page.submit(START, "session caller dialled");
            page.close(2);
        });
    }

    /** Speaks, then takes keys. */
    static String ask(CallPosition place, List<Track> tracks, Collect collect) {
        return page(page -> {
            page.waiting(collect);
            page.begin(place, "keys");
            page.onEvent("connection.disconnect", "hangup");
            page.onError(place);
            page.open("form", "id", "turn");
            page.open("field", "name", "keys");
            page.grammar(collect);
            page.prompt(tracks, "true", collect.firstDigit().toMillis());
            page.on("noinput", "silence");
            page.on("nomatch", "nomatch");
            page.open("filled");
            page.submit(NEXT, "call turn event keys");
            page.close(3);
        });
    }

    /**
     * Speaks, then hands the caller over, and tells how that went: an event of the connection is an agent who has the caller
     * or a caller who is gone; everything else is a caller who is still there. A bridge that ends was one.
     */
    static String transfer(CallPosition place, List<Track> tracks, String uri, VoiceXmlSettings.HandOver how) {
        return page(page -> {
            page.begin(place, "failed");
            page.onEvent("connection.disconnect.transfer", "handedover");
            page.onEvent("connection.disconnect", "hangup");
            page.open("catch", "event", "error");
            page.tell("failed");
            page.close(1);
            page.lastError();
            page.open("form", "id", "transfer");
            page.open("block");
            page.prompt(tracks, "false", 0);
            page.close(1);
            page.open(
                    "transfer", "name", "agent", "dest", uri, "type", how.name().toLowerCase(Locale.ROOT));
            page.open("filled");
            if (how == VoiceXmlSettings.HandOver.BRIDGE) {
                page.open("if", "cond", "agent == 'near_end_disconnect' || agent == 'far_end_disconnect'");
                page.empty("assign", "name", "event", "expr", quoted("handedover"));
                page.close(1);
            }
            page.submit(NEXT, "call turn event");
            page.close(3);
        });
    }

    /** Speaks, then tells that nobody is there to hand the caller over to. */
    static String nobody(CallPosition place, List<Track> tracks) {
        return page(page -> {
            page.begin(place, "failed");
            page.onEvent("connection.disconnect", "hangup");
            page.onError(place);
            page.open("form", "id", "transfer");
            page.open("block");
            page.prompt(tracks, "false", 0);
            page.submit(NEXT, "call turn event");
            page.close(2);
        });
    }

    /** Speaks, then hangs up. */
    static String goodbye(List<Track> tracks) {
        return page(page -> {
            page.open("catch", "event", "error");
            page.empty("disconnect");
            page.close(1);
            page.open("form", "id", "goodbye");
            page.open("block");
            page.leaving(tracks);
            page.close(2);
        });
    }

    /** What has been said already is spoken, then the platform hangs up. */
    static String leave() {
        return goodbye(List.of());
    }

    /** The caller is gone already. */
    static String end() {
        return page(page -> {
            page.open("form", "id", "end");
            page.open("block");
            page.empty("exit");
            page.close(2);
        });
    }

    private static String page(Body body) {
        try {
            var page = new VoiceXmlPage();
            page.xml.writeStartDocument("UTF-8", "1.0");
            page.xml.setDefaultNamespace(VXML);
            page.open("vxml", "version", "2.1");
            page.xml.writeDefaultNamespace(VXML);
            page.xml.writeAttribute("xml", XML, "lang", "zh-CN");
            body.write(page);
            page.xml.writeEndDocument();
            page.xml.close();
            return page.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only our own names and numbers are put into scripts. */
    private static String quoted(String text) {
        if (!text.matches("[A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("not a plain word");
        }
        return '\'' + text + '\'';
    }

    private void waiting(Collect collect) throws XMLStreamException {
        property("inputmodes", "dtmf");
        property("interdigittimeout", collect.interDigit().toMillis() + "ms");
        property("termtimeout", "0s");
        property("termchar", collect.finish() == ' ' ? "" : String.valueOf(collect.finish()));
        // What is keyed in may be a password: the platform is to keep no sound of it and no page with it.
        property("recordutterance", "false");
        property("documentmaxage", "0s");
    }

    /**
     * From one key to as many as the answer may have; the finishing key is none of them, and the one that answers alone
     * has its own place, so that the platform waits for no other after it. A grammar in the page itself belongs to
     * VoiceXML's namespace.
     */
    private void grammar(Collect collect) throws XMLStreamException {
        boolean alone = collect.alone() != ' ' && collect.max() > 1;
        open("grammar", "mode", "dtmf", "version", "1.0", "root", "keys");
        open("rule", "id", "keys", "scope", "public");
        if (alone) {
            open("one-of");
            item(collect.alone());
        }
        open("item", "repeat", collect.max() == 1 ? "1" : "1-" + collect.max());
        open("one-of");
        for (char key : KEYS.toCharArray()) {
            if (key != collect.finish() && !(alone && key == collect.alone())) {
                item(key);
            }
        }
        close(alone ? 5 : 4);
    }

    private void item(char key) throws XMLStreamException {
        open("item");
        xml.writeCharacters(String.valueOf(key));
        close(1);
    }

    /** Recordings, each with its text for a platform that cannot fetch it but can speak. */
    private void prompt(List<Track> tracks, String bargein, long timeoutMillis) throws XMLStreamException {
        open("prompt", "bargein", bargein);
        if (tracks.stream().anyMatch(track -> track.recording().startsWith(PromptLanguage.ENGLISH.prefix()))) {
            xml.writeAttribute("xml", XML, "lang", "en-GB");
        }
        if (timeoutMillis > 0) {
            xml.writeAttribute("timeout", timeoutMillis + "ms");
        }
        for (var track : tracks) {
            open("audio", "src", PROMPTS + track.recording() + ".wav");
            xml.writeCharacters(track.text());
            close(1);
            if (track.silenceMillis() > 0) {
                empty("break", "time", track.silenceMillis() + "ms");
            }
        }
        close(1);
    }

    private void begin(CallPosition place, String event) throws XMLStreamException {
        variable("call", quoted(place.call));
        variable("turn", quoted(Integer.toString(place.turn)));
        variable("event", quoted(event));
    }

    /** The platform apologises and tells us; if it cannot reach us, it just hangs up. */
    private void onError(CallPosition place) throws XMLStreamException {
        open("catch", "event", "error");
        if (!place.apology.isEmpty()) {
            prompt(place.apology, "false", 0);
        }
        tell("error");
        close(1);
        lastError();
    }

    private void lastError() throws XMLStreamException {
        open("catch", "event", "error", "count", "2");
        empty("disconnect");
        close(1);
    }

    private void leaving(List<Track> tracks) throws XMLStreamException {
        if (!tracks.isEmpty()) {
            prompt(tracks, "false", 0);
        }
        empty("disconnect");
    }

    private void on(String element, String event) throws XMLStreamException {
        open(element);
        tell(event);
        close(1);
    }

    private void onEvent(String caught, String event) throws XMLStreamException {
        open("catch", "event", caught);
        tell(event);
        close(1);
    }

    private void tell(String event) throws XMLStreamException {
        empty("assign", "name", "event", "expr", quoted(event));
        submit(NEXT, "call turn event");
    }

    /** By POST: neither who calls nor what was keyed in may stand in an address, which everybody logs. */
    private void submit(String to, String names) throws XMLStreamException {
        empty("submit", "next", to, "method", "post", "namelist", names);
    }

    private void variable(String name, String expression) throws XMLStreamException {
        empty("var", "name", name, "expr", expression);
    }

    private void property(String name, String value) throws XMLStreamException {
        empty("property", "name", name, "value", value);
    }

    private void open(String element, String... attributes) throws XMLStreamException {
        xml.writeStartElement(element);
        attributes(attributes);
    }

    private void empty(String element, String... attributes) throws XMLStreamException {
        xml.writeEmptyElement(element);
        attributes(attributes);
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private void close(int elements) throws XMLStreamException {
        for (int i = 0; i < elements; i++) {
            xml.writeEndElement();
        }
    }
}
