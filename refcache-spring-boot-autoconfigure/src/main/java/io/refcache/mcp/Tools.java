package io.refcache.mcp;

import java.util.function.Supplier;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.refcache.RefCache;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes handlers of tools.
 *
 * @param schemas what clients are told
 * @param calls what all calls have in common
 * @param answers makes answers
 * @param mapper reads arguments
 * @param refCache where results are
 * @param waits waits for tasks
 */
record Tools(ToolSchemas schemas, McpCalls calls, AgentAnswers answers, Supplier<JsonMapper> mapper, RefCache refCache,
		TaskWait waits) {

	CachedTool cached(Tool tool, ToolMethod method) {
		return new CachedTool(this.schemas.cached(tool, method), method, this.calls, this.answers, this.mapper,
				this.refCache, this.waits);
	}

	CallingTool calling() {
		return new CallingTool(this.calls, this.answers);
	}

}
