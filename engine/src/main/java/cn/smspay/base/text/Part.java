package cn.smspay.base.text;

/** Which part of a long message this is: reference 0 to 65535, number counted from 1, total 1 to 255. */
public record Part(int reference, int number, int total) {}
