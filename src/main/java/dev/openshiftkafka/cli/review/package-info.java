/** Reads a preview of the engine, judges it, and writes it as a comment for its reviewers. */
package dev.openshiftkafka.cli.review;
