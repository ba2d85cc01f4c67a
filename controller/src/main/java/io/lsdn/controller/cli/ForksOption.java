package io.lsdn.controller.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much goes on at once. */
final class ForksOption {
    private static final int MOST = 10_000;

    @Option(
            names = {"-f", "--forks"},
            paramLabel = "N",
            converter = Converter.class,
            description = "How many hosts are worked on at once (default ${DEFAULT-VALUE}).",
            defaultValue = "50")
    private int forks = 50;

    int number() {
        return forks;
    }

    /** 1 and up. */
    static final class Converter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MOST) {
                throw new TypeConversionException("'" + text + "' is not a number from 1 to " + MOST);
            }
            return Integer.valueOf(text);
        }
    }
}
