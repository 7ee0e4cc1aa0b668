package cn.smspay.web.page;

import org.jspecify.annotations.Nullable;

/**
 * What stands around the content of a page.
 *
 * @param title of the page, without the name of the site
 * @param wrong the page shows a form that has to be corrected
 * @param demo numbers and money are not real, which every page says
 * @param who the number of whoever is logged in, masked
 * @param csrf the token of his session; empty without one
 * @param place the key of the entry of the navigation where we are; empty for none
 * @param path of this page without language, for the link to the other language; empty if it has no address
 * @param navigation whether there is anywhere to go from here
 * @param help what stands beside the page
 */
public record Frame(
        Lang lang,
        PageWords w,
        DisplayFormat show,
        String title,
        boolean wrong,
        boolean demo,
        @Nullable String who,
        String csrf,
        String place,
        String path,
        boolean navigation,
        @Nullable Help help) {
    /**
     * The same three things on every page.
     *
     * @param head what stands first
     * @param phone how the same is done by SMS or by voice, with its price
     * @param about link to the help page of this act
     */
    public record Help(
            String head,
            String phone,
            String safe,
            @Nullable Link about) {}

    /** A path in the language of this page. */
    public String to(String path) {
        return path.equals("/") && lang == Lang.EN ? "/en" : lang.prefix() + path;
    }

    /** This page in the other language. */
    public String otherLanguage() {
        return path.equals("/") && lang == Lang.ZH ? "/en" : lang.other().prefix() + path;
    }

    public Frame toCorrect() {
        return new Frame(lang, w, show, title, true, demo, who, csrf, place, path, navigation, help);
    }
}
