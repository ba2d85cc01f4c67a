package io.lsdn.controller.lsctl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One run of a script: its questions go to {@link Commands}. */
final class Script implements Interpreter.Respondent {
    /**
     * How it ended.
     *
     * @param exitCode of the interpreter
     * @param failure what the script did not catch
     */
    record Ended(int exitCode, Optional<Failure> failure) {}

    /** @param message may have several lines */
    record Failure(Place place, String message) {}

    private static final List<String> OK = List.of("done", "");

    private final Commands commands;
    private boolean readArguments;
    private Optional<Failure> failure = Optional.empty();

    Script(Commands commands) {
        this.commands = commands;
    }

    Ended run(Interpreter interpreter) throws IOException, InterruptedException {
        int code = interpreter.serve(this);
        return new Ended(code, failure);
    }

    /** Whether it looked at its arguments. */
    boolean readArguments() {
        return readArguments;
    }

    @Override
    public List<String> answer(List<String> question) {
        String command = question.getFirst();
        Place place = new Place(question.get(1), Integer.parseInt(question.get(2)));
        List<String> words = question.subList(3, question.size());
        return switch (command) {
            case ".leave" -> {
                commands.leave();
                yield OK;
            }
            case ".argv" -> {
                readArguments = true;
                yield OK;
            }
            case ".failed" -> {
                failure = Optional.of(new Failure(place, words.getFirst()));
                yield OK;
            }
            default ->
                switch (commands.answer(command, place, words)) {
                    case Answer.Done(String text) -> List.of("done", text);
                    case Answer.Body _ -> List.of("body", "");
                    case Answer.Refused(String message) -> List.of("refused", message);
                };
        };
    }
}
