package io.refcache.mcp;

import java.util.Map;

/**
 * What an agent is told.
 *
 * @param body the answer
 * @param text the same as JSON
 * @param error whether it comes to nothing
 */
record AgentAnswer(Map<String, Object> body, String text, boolean error) {
}
