package io.refcache.mcp;

import java.util.LinkedHashMap;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.DefaultToolDefinition;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tool of refcache's own, for a model that the application itself talks to.
 *
 * @param own the tool
 * @param answers makes answers
 * @param caller calls it
 */
record OwnToolCallback(OwnTool own, AgentAnswers answers, Caller caller) implements ToolCallback {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final TypeReference<LinkedHashMap<String, Object>> ARGUMENTS = new TypeReference<>() {
	};

	@Override
	public ToolDefinition getToolDefinition() {
		return DefaultToolDefinition.builder()
			.name(this.own.name())
			.description(this.own.description())
			.inputSchema(MAPPER.writeValueAsString(this.own.arguments().toMap()))
			.build();
	}

	@Override
	public String call(String input) {
		return this.answers.guard(this.own.name(), () -> this.caller.call(this.own, arguments(input))).text();
	}

	private static ToolArguments arguments(String input) {
		try {
			return new ToolArguments(input.isBlank() ? null : MAPPER.readValue(input, ARGUMENTS));
		}
		catch (JacksonException ex) {
			throw new WrongArgumentException("The arguments must be a JSON object", ex);
		}
	}

	/**
	 * Calls a tool.
	 */
	@FunctionalInterface
	interface Caller {

		AgentAnswer call(OwnTool tool, ToolArguments arguments) throws InterruptedException;

	}

}
