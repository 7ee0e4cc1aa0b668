package cn.smspay.voice.vxml;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What VoiceXML 2.1 (with 2.0, SSML 1.0 and SRGS 1.0, whose elements stand in its namespace there) allows where, of the
 * elements that the specification gives to a document of forms: which children, which attributes, of which shape, which must
 * be there.
 */
final class VoiceXmlRules {
    private static final String NAMESPACE = "http://www.w3.org/2001/vxml";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private static final String ANY = "(?s).+";
    private static final String NAME = "[A-Za-z_$][A-Za-z0-9_$]*";
    private static final String VARIABLE = NAME + "(\\." + NAME + ")*";
    private static final String DURATION = "\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ms|s)";
    private static final String EVENT = "[^\\s.]+(\\.[^\\s.]+)*\\.?";
    private static final String ID = "[\\p{L}_][\\p{L}\\p{N}._-]*";

    private static final String EXECUTABLE = "enumerate value audio assign clear data disconnect exit foreach goto if log"
            + " reprompt return script submit throw var prompt";
    private static final String HANDLERS = "catch help noinput nomatch error";
    private static final String SPEECH = "audio break emphasis enumerate mark p phoneme prosody s say-as sub value voice"
            + " foreach lexicon meta metadata desc";
    private static final String FETCH = "fetchhint=prefetch|safe fetchtimeout=" + DURATION + " maxage=[0-9]+ maxstale=[0-9]+ ";

    /** @param required names of attributes; of those in one group exactly one */
    private record Rule(boolean text, Set<String> children, Map<String, Pattern> attributes, List<Set<String>> required) {}

    private static final Map<String, Rule> RULES = new TreeMap<>();

    private static Set<String> words(String words) {
        return words.isBlank() ? Set.of() : new TreeSet<>(List.of(words.strip().split("\\s+")));
    }

    private static void rule(String element, boolean text, String children, String attributes, String required) {
        var shapes = new TreeMap<String, Pattern>();
        for (var attribute : words(attributes)) {
            var sides = attribute.split("=", 2);
            shapes.put(sides[0], Pattern.compile(sides.length == 1 ? ANY : sides[1]));
        }
        var groups = words(required).stream()
                .map(group -> Set.of(group.split("\\|")))
                .toList();
        RULES.put(element, new Rule(text, words(children), shapes, groups));
    }

    static {
        rule(
                "vxml",
                false,
                HANDLERS + " data form link menu meta metadata property script var",
                "version=2\\.[01] application xml:base xml:lang=[A-Za-z]{2,3}(-[A-Za-z0-9]+)*",
                "version");
        rule(
                "form",
                false,
                HANDLERS + " filled initial object link property record script subdialog transfer block data field var grammar",
                "id=" + ID + " scope=dialog|document",
                "");
        rule("block", true, EXECUTABLE, "name=" + NAME + " expr cond", "");
        rule("filled", true, EXECUTABLE, "mode=any|all namelist=" + NAME + "(\\s" + NAME + ")*", "");
        rule("catch", true, EXECUTABLE, "event=" + EVENT + " count=[0-9]+ cond", "");
        for (var handler : List.of("noinput", "nomatch", "help", "error")) {
            rule(handler, true, EXECUTABLE, "count=[0-9]+ cond", "");
        }
        rule("if", true, EXECUTABLE + " elseif else", "cond", "cond");
        rule("elseif", false, "", "cond", "cond");
        rule("else", false, "", "", "");
        rule("var", false, "", "name=" + NAME + " expr", "name");
        rule("assign", false, "", "name=" + VARIABLE + " expr", "name expr");
        rule("property", false, "", "name=[a-z][a-z.]* value=(?s).*", "name value");
        rule("disconnect", false, "", "namelist=" + VARIABLE, "");
        rule("exit", false, "", "expr namelist=" + VARIABLE, "");
        rule(
                "submit",
                false,
                "",
                FETCH + "fetchaudio next expr enctype method=get|post namelist=" + VARIABLE + "(\\s" + VARIABLE + ")*",
                "next|expr");
        rule(
                "field",
                true,
                HANDLERS + " enumerate value audio filled link option property grammar prompt",
                "name=" + NAME + " expr cond type slot modal=true|false",
                "");
        rule(
                "transfer",
                true,
                HANDLERS + " enumerate value audio filled property grammar prompt",
                "name=" + NAME + " expr cond dest destexpr bridge=true|false type=bridge|blind|consultation"
                        + " connecttimeout=" + DURATION + " maxtime=" + DURATION + " transferaudio aai aaiexpr",
                "dest|destexpr");
        rule(
                "prompt",
                true,
                SPEECH,
                "bargein=true|false bargeintype=speech|hotword cond count=[0-9]+ timeout=" + DURATION
                        + " xml:lang=[A-Za-z]{2,3}(-[A-Za-z0-9]+)* xml:base",
                "");
        rule("audio", true, SPEECH, FETCH + "src expr", "src|expr");
        rule("break", false, "", "time=" + DURATION + " strength=none|x-weak|weak|medium|strong|x-strong", "");
        rule(
                "grammar",
                true,
                "meta metadata lexicon rule",
                FETCH + "mode=voice|dtmf version=1\\.0 root=" + ID + " src srcexpr type scope=dialog|document weight"
                        + " tag-format xml:lang xml:base",
                "");
        rule("rule", true, "example ruleref item one-of token tag", "id=" + ID + " scope=public|private", "id");
        rule("one-of", false, "item", "xml:lang", "");
        rule(
                "item",
                true,
                "ruleref item one-of token tag",
                "repeat=[0-9]+(-[0-9]*)? repeat-prob weight=[0-9]*\\.?[0-9]+ xml:lang",
                "");
    }

    private VoiceXmlRules() {}

    /** What of a page the rules do not allow, each with its element; nothing if the page is as it should be. */
    static List<String> faults(String page) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            var root = builder.parse(new InputSource(new StringReader(page))).getDocumentElement();
            var faults = new ArrayList<String>();
            if (!"vxml".equals(root.getLocalName())) {
                faults.add(root.getNodeName() + " is no VoiceXML document");
            }
            check(root, new HashSet<>(), faults);
            return faults;
        } catch (SAXException e) {
            return List.of("no XML: " + e.getMessage());
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(Element element, Set<String> ids, List<String> faults) {
        var rule = RULES.get(element.getLocalName());
        if (rule == null || !NAMESPACE.equals(element.getNamespaceURI())) {
            faults.add("<" + element.getNodeName() + "> is not known in " + element.getNamespaceURI());
            return;
        }
        attributes(element, rule, ids, faults);
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element below) {
                if (!rule.children.contains(below.getLocalName())) {
                    faults.add("<" + below.getLocalName() + "> may not stand in <" + element.getLocalName() + ">");
                }
                check(below, ids, faults);
            } else if (child.getNodeType() == Node.TEXT_NODE
                    && !rule.text
                    && !child.getNodeValue().isBlank()) {
                faults.add("<" + element.getLocalName() + "> may hold no text");
            }
        }
    }

    private static void attributes(Element element, Rule rule, Set<String> ids, List<String> faults) {
        var there = new TreeSet<String>();
        var attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            var attribute = attributes.item(i);
            if (attribute.getNodeName().startsWith("xmlns")) {
                continue;
            }
            var name = (XML.equals(attribute.getNamespaceURI()) ? "xml:" : "") + attribute.getLocalName();
            there.add(name);
            var shape = rule.attributes.get(name);
            if (shape == null) {
                faults.add("<" + element.getLocalName() + "> has no attribute " + name);
            } else if (!shape.matcher(attribute.getNodeValue()).matches()) {
                faults.add("<" + element.getLocalName() + "> " + name + " may not be " + attribute.getNodeValue());
            }
            if (name.equals("id") && !ids.add(attribute.getNodeValue())) {
                faults.add("two elements have the id " + attribute.getNodeValue());
            }
        }
        for (var group : rule.required) {
            if (group.stream().filter(there::contains).count() != 1) {
                faults.add("<" + element.getLocalName() + "> wants one of " + new TreeSet<>(group));
            }
        }
    }
}
