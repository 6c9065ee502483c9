package io.refcache.web;

import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads server-sent events one by one.
 */
final class EventReader implements AutoCloseable {

	private final HttpResponse<Stream<String>> response;

	private final Iterator<String> lines;

	EventReader(HttpResponse<Stream<String>> response) {
		this.response = response;
		this.lines = response.body().iterator();
	}

	HttpResponse<?> response() {
		return this.response;
	}

	/**
	 * Whether the server has not ended the stream; waits for its next line.
	 */
	boolean hasNext() {
		return this.lines.hasNext();
	}

	/**
	 * Reads up to the empty line after an event.
	 */
	Event next() {
		Event event = new Event("", "", "", "");
		while (this.lines.hasNext()) {
			String line = this.lines.next();
			if (line.isEmpty()) {
				return event;
			}
			event = event.with(line);
		}
		return event;
	}

	@Override
	public void close() {
		this.response.body().close();
	}

	/**
	 * An event, or a comment.
	 */
	record Event(String name, String id, String data, String comment) {

		private Event with(String line) {
			String[] field = line.split(":", 2);
			return switch (field[0]) {
				case "event" -> new Event(field[1], this.id, this.data, this.comment);
				case "id" -> new Event(this.name, field[1], this.data, this.comment);
				case "data" -> new Event(this.name, this.id, this.data + field[1], this.comment);
				default -> new Event(this.name, this.id, this.data, this.comment + line);
			};
		}

		String text(String property) {
			JsonNode json = JsonMapper.shared().readTree(this.data);
			return json.path(property).asString("");
		}

	}

}
