/** Reviews previews of Pulumi and writes the comment for a pull request. */
package dev.openshiftkafka.cli.review;
