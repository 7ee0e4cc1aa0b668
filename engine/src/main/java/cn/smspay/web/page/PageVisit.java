package cn.smspay.web.page;

import cn.smspay.counter.Reply;
import cn.smspay.net.http.Fields;
import cn.smspay.net.http.Request;
import cn.smspay.net.http.Response;
import cn.smspay.net.http.Session;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One request to a page of any door: the language it is in, what was typed, and the words of its answer. One thread at a time. */
public abstract class PageVisit {
    private final Request request;
    private final Session session;
    private final Lang lang;
    private final Words w;
    private final Show show;
    private final Instant now;
    private final Supplier<String> tokens;

    /** @param tokens unguessable words for forms */
    protected PageVisit(Request request, Session session, Lang lang, Words w, Instant now, Supplier<String> tokens) {
        this.request = request;
        this.session = session;
        this.lang = lang;
        this.w = w;
        this.show = new Show(lang);
        this.now = now;
        this.tokens = tokens;
    }

    public Words w() {
        return w;
    }

    public Show show() {
        return show;
    }

    public Instant now() {
        return now;
    }

    public Session session() {
        return session;
    }

    protected Request request() {
        return request;
    }

    protected Lang lang() {
        return lang;
    }

    // --- what was asked and typed

    public String parameter(String name) {
        return request.parameter(name);
    }

    public String query(String name) {
        return request.query().text(name);
    }

    public String typed(String name) {
        return request.form().text(name);
    }

    public List<String> typedNames() {
        return List.copyOf(request.form().names());
    }

    public Form form(String page) {
        return new Form(w, page, values(request.form()));
    }

    public Form empty(String page) {
        return Form.empty(w, page);
    }

    protected static Map<String, String> values(Fields fields) {
        var values = new HashMap<String, String>();
        fields.names().forEach(name -> values.put(name, fields.text(name)));
        return values;
    }

    public Drafts drafts() {
        return session.get(Drafts.class).orElseGet(() -> {
            var fresh = new Drafts(tokens);
            session.put(Drafts.class, fresh);
            return fresh;
        });
    }

    // --- answers

    public Response go(String path) {
        return Response.seeOther(path.equals("/") && lang == Lang.EN ? "/en" : lang.prefix() + path);
    }

    public String sentence(Reply.Refused<?> no) {
        return new Sentences(w, show, now).of(no.reason(), no.facts());
    }

    public Notice notice(Reply.Refused<?> no) {
        return new Notice(Mark.Kind.LOOK, sentence(no), "");
    }

    /** The path without its language. */
    public String path() {
        var path = request.path();
        return lang == Lang.EN
                ? (path.equals("/en") ? "/" : path.substring(lang.prefix().length()))
                : path;
    }
}
