package cn.smspay.web.page;

/** One of several answers of a field. */
public record Choice(String value, String text) {}
