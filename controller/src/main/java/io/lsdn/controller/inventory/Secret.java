package io.lsdn.controller.inventory;

/** A password. It shows in no log, message or {@code toString()}. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
