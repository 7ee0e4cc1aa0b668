package cn.smspay.web.page;

import cn.smspay.counter.Reply;
import cn.smspay.net.http.FormFields;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.net.http.WebSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One request to a page of any door: the language it is in, what was typed, and the words of its answer. One thread at a time. */
public abstract class PageVisit {
    private final WebRequest request;
    private final WebSession session;
    private final Lang lang;
    private final PageWords w;
    private final DisplayFormat show;
    private final Instant now;
    private final Supplier<String> tokens;

    /** @param tokens unguessable words for forms */
    protected PageVisit(
            WebRequest request, WebSession session, Lang lang, PageWords w, Instant now, Supplier<String> tokens) {
        this.request = request;
        this.session = session;
        this.lang = lang;
        this.w = w;
        this.show = new DisplayFormat(lang);
        this.now = now;
        this.tokens = tokens;
    }

    public PageWords w() {
        return w;
    }

    public DisplayFormat show() {
        return show;
    }

    public Instant now() {
        return now;
    }

    public WebSession session() {
        return session;
    }

    protected WebRequest request() {
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

    protected static Map<String, String> values(FormFields fields) {
        var values = new HashMap<String, String>();
        fields.names().forEach(name -> values.put(name, fields.text(name)));
        return values;
    }

    public UnfinishedForms drafts() {
        return session.get(UnfinishedForms.class).orElseGet(() -> {
            var fresh = new UnfinishedForms(tokens);
            session.put(UnfinishedForms.class, fresh);
            return fresh;
        });
    }

    // --- answers

    public WebResponse go(String path) {
        return WebResponse.seeOther(path.equals("/") && lang == Lang.EN ? "/en" : lang.prefix() + path);
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
