/**
 * The same for LLM agents, on Spring AI's MCP server.
 */
@NullMarked
package io.refcache.mcp;

import org.jspecify.annotations.NullMarked;
