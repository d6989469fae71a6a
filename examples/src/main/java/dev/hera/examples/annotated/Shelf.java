package dev.hera.examples.annotated;

import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.annotation.Body;
import dev.hera.worker.api.annotation.DELETE;
import dev.hera.worker.api.annotation.EndpointOptions;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.POST;
import dev.hera.worker.api.annotation.Param;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A shelf of books, kept in memory; many calls at a time.
public final class Shelf {
    private static final int ROOM = 1000;

    private final Map<Integer, Book> books = new ConcurrentSkipListMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /// A book as a caller sends it.
    ///
    /// @param pages null when nobody counted
    public record Book(String title, @Nullable Integer pages) {}

    /// `GET /0/books?contains=tale&limit=5`
    @GET("/0/books")
    @EndpointOptions(idempotent = true)
    public List<Book> find(
            @Param("contains") @Nullable String contains,
            @Param(value = "limit", fallback = "10") int limit) {
        return books.values().stream()
                .filter(book -> contains == null || book.title().contains(contains))
                .limit(limit)
                .toList();
    }

    /// `GET /0/books/7`
    @GET("/0/books/{number}")
    @EndpointOptions(idempotent = true)
    public Book one(@Param("number") int number) {
        Book book = books.get(number);
        if (book == null) {
            throw new CallException(404, "no book " + number);
        }
        return book;
    }

    /// `POST /0/books` with a book as JSON: 201 and where it stands.
    @POST("/0/books")
    public Book put(@Body Book book, Context call) {
        if (books.size() >= ROOM) {
            throw new CallException(409, "the shelf is full");
        }
        int number = numbers.incrementAndGet();
        books.put(number, book);
        call.status(201).header("Location", "/0/books/" + number);
        return book;
    }

    /// `DELETE /0/books/7`: 204, whether it was there or not.
    @DELETE("/0/books/{number}")
    @EndpointOptions(idempotent = true)
    public void remove(@Param("number") int number) {
        books.remove(number);
    }
}
