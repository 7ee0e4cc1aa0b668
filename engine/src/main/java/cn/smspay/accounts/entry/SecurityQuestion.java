package cn.smspay.accounts.entry;

/** The ten questions from which a customer chooses the one that proves who he is (S-129). Stored by name. */
public enum SecurityQuestion {
    PRIMARY_SCHOOL("您就读的小学叫什么名字？", "What is the name of your primary school?"),
    BIRTH_TOWN("您出生在哪个城市或乡镇？", "In which town were you born?"),
    FATHER_BIRTHPLACE("您父亲的出生地是哪里？", "Where was your father born?"),
    MOTHER_NAME("您母亲的姓名是什么？", "What is your mother's name?"),
    CHILDHOOD_FRIEND("您童年最好的朋友叫什么？", "What is the name of your best childhood friend?"),
    FIRST_TEACHER("您第一位班主任叫什么？", "What is the name of your first class teacher?"),
    FIRST_EMPLOYER("您第一个工作单位叫什么？", "What is the name of your first employer?"),
    FIRST_PET("您养的第一只宠物叫什么？", "What was your first pet called?"),
    FAVOURITE_BOOK("对您影响最大的一本书是什么？", "Which book has influenced you most?"),
    WEDDING_PLACE("您的婚礼在哪里举行？", "Where was your wedding held?");

    private final String chinese;
    private final String english;

    SecurityQuestion(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    public String chinese() {
        return chinese;
    }

    public String english() {
        return english;
    }
}
