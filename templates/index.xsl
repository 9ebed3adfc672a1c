<?xml version="1.0" encoding="UTF-8"?>
<!--
  Die erste Seite eines Laufs (index.html), und die eines Ordners, der allein weitergegeben wird (Parameter fuer).
  Eingabe: uebersicht, darin das Ergebnis (ergebnis.rng) und dateien: je Bereich ein fuer mit seinen datei.
  Ausgabe: ein Dokument (document.rng), das nur als HTML erscheint. Zahlen je Betreuer*in stehen hier nicht.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:include href="zweifel.xsl"/>

  <!-- für wen die Seite ist: jobcenter, team, betreuung; name: wie er heißt -->
  <xsl:param name="fuer" select="'jobcenter'"/>
  <xsl:param name="name" select="''"/>

  <xsl:variable name="lauf" select="/uebersicht/ergebnis/lauf"/>
  <xsl:variable name="regelwerk" select="/uebersicht/ergebnis/regelwerk"/>
  <xsl:variable name="b" select="/uebersicht/ergebnis/bereich[@art = $fuer]"/>
  <xsl:variable name="alle" select="$b/gruppen[@nach = 'gesamt']/gruppe"/>
  <xsl:variable name="vormonat" select="$b/verlauf/vergleich[@zu = 'vormonat']"/>
  <xsl:variable name="dateien" select="/uebersicht/dateien"/>
  <xsl:variable name="leitung" select="$dateien/fuer[@art = 'jobcenter']/datei"/>
  <xsl:variable name="teams" select="$dateien/fuer[@art = 'team']"/>
  <xsl:variable name="betreuung" select="$dateien/fuer[@art = 'betreuung']"/>
  <xsl:variable name="daten" select="$dateien/fuer[@art = 'daten']/datei"/>

  <xsl:template match="/">
    <xsl:variable name="titel">
      <xsl:text>Kundenkontaktdichte </xsl:text>
      <xsl:value-of select="$lauf/monat/@zeitraum"/>
    </xsl:variable>
    <document lang="de" title="{$titel}" subject="Übersicht, {$lauf/jobcenter}, Stichtag {$lauf/stichtag/@text}"
              header-left="{$lauf/jobcenter}" header-right="Stichtag {$lauf/stichtag/@text}"
              footer-left="Übersicht · Stichtag {$lauf/stichtag/@text} · Lauf {$lauf/@kennung}">
      <title><xsl:value-of select="$titel"/></title>
      <subline>
        <xsl:value-of select="$lauf/jobcenter"/>
        <xsl:if test="$name != '' and $fuer != 'jobcenter'"> · <xsl:value-of select="$name"/></xsl:if>
        <xsl:text> · Stichtag </xsl:text>
        <xsl:value-of select="$lauf/stichtag/@text"/>
        <xsl:if test="$lauf/datenstand"> · Datenstand: <xsl:value-of select="$lauf/datenstand/@text"/></xsl:if>
        <xsl:text> · nach </xsl:text>
        <xsl:value-of select="$regelwerk/kurztitel"/>
        <xsl:if test="$regelwerk/geltung"> (<xsl:value-of select="$regelwerk/geltung"/>)</xsl:if>
      </subline>
      <xsl:call-template name="zweifel"/>
      <xsl:if test="$regelwerk/warnung">
        <note kind="warning">
          <para><strong>Achtung: </strong><xsl:value-of select="$regelwerk/warnung"/></para>
        </note>
      </xsl:if>
      <xsl:if test="$b"><xsl:call-template name="auf-einen-blick"/></xsl:if>
      <xsl:if test="$b and $lauf/mindestgruppe"><para style="small"><strong>&#xD7;</strong> = nicht gezeigt. <xsl:value-of select="$lauf/mindestgruppe"/></para></xsl:if>
      <xsl:choose>
        <xsl:when test="$fuer = 'jobcenter'">
          <xsl:call-template name="leitung"/>
          <xsl:call-template name="teams"/>
          <xsl:call-template name="betreuung"/>
          <xsl:call-template name="daten"/>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="eigene"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="pruefen"/>
    </document>
  </xsl:template>

  <!-- Das Ergebnis in einem Satz und fünf Zahlen -->
  <xsl:template name="auf-einen-blick">
    <para style="lead"><strong><xsl:value-of select="$b/satz[@zu = 'ergebnis']/kern"/></strong><xsl:value-of select="$b/satz[@zu = 'ergebnis']/rest"/></para>
    <xsl:if test="$alle/kunden/@wert &gt; 0 or not($alle/kunden/@wert)">
      <kpis>
        <kpi label="in Betreuung" value="{$alle/kunden/@text}"/>
        <kpi label="Quote" value="{$alle/quote/@text}">
          <xsl:call-template name="veraenderung"><xsl:with-param name="um" select="$vormonat/quote"/></xsl:call-template>
        </kpi>
        <xsl:apply-templates select="$alle/urteil[@code = 'ueberfaellig']" mode="kennzahl"><xsl:with-param name="als">überfällig</xsl:with-param></xsl:apply-templates>
        <xsl:apply-templates select="$alle/urteil[@code = 'nie']" mode="kennzahl"><xsl:with-param name="als">ohne Kontakt</xsl:with-param></xsl:apply-templates>
        <xsl:apply-templates select="$alle/urteil[@code = 'faellig']" mode="kennzahl"><xsl:with-param name="als">bald fällig</xsl:with-param></xsl:apply-templates>
      </kpis>
      <xsl:if test="$vormonat">
        <para style="small"><muted>Unter den Zahlen: Veränderung zum Vormonat (<xsl:value-of select="$vormonat/@name"/>).</muted></para>
      </xsl:if>
      <xsl:if test="$b/satz[@zu = 'umfang']"><para><xsl:value-of select="$b/satz[@zu = 'umfang']/kern"/><xsl:value-of select="$b/satz[@zu = 'umfang']/rest"/></para></xsl:if>
    </xsl:if>
  </xsl:template>

  <xsl:template match="urteil" mode="kennzahl">
    <xsl:param name="als"/>
    <kpi label="{$als}">
      <xsl:attribute name="value">
        <xsl:choose>
          <xsl:when test="$b/@bewertbar = 'nein'">–</xsl:when>
          <xsl:otherwise><xsl:value-of select="@text"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:call-template name="veraenderung">
        <xsl:with-param name="um" select="$vormonat/urteil[@code = current()/@code]"/>
      </xsl:call-template>
      <xsl:if test="@wert &gt; 0 and not($b/@bewertbar) and (@code = 'ueberfaellig' or @code = 'nie')"><xsl:attribute name="tone">alert</xsl:attribute></xsl:if>
    </kpi>
  </xsl:template>

  <xsl:template name="veraenderung">
    <xsl:param name="um"/>
    <xsl:if test="$um/@richtung">
      <xsl:attribute name="change">
        <xsl:choose>
          <xsl:when test="$um/@richtung = 'auf'">up</xsl:when>
          <xsl:when test="$um/@richtung = 'ab'">down</xsl:when>
          <xsl:otherwise>same</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:attribute name="change-text"><xsl:value-of select="$um/@text"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- Berichte auf das ganze Jobcenter -->
  <xsl:template name="leitung">
    <xsl:if test="$leitung">
      <section id="jobcenter">
        <heading>Das ganze Jobcenter</heading>
        <table caption="Berichte auf das ganze Jobcenter" caption-hidden="yes">
          <col/><col weight="1"/><col/>
          <head>
            <row><cell header="yes">Bericht</cell><cell header="yes">wofür</cell><cell header="yes">öffnen</cell></row>
          </head>
          <body>
            <xsl:for-each select="$leitung[not(@bericht = preceding-sibling::datei/@bericht)]">
              <row>
                <cell header="yes"><xsl:apply-templates select="@bericht" mode="titel"/></cell>
                <cell><xsl:apply-templates select="@bericht" mode="wofuer"/></cell>
                <xsl:call-template name="oeffnen"><xsl:with-param name="was" select="../datei[@bericht = current()/@bericht]"/></xsl:call-template>
              </row>
            </xsl:for-each>
          </body>
        </table>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="teams">
    <xsl:if test="$teams">
      <xsl:variable name="gruppen" select="$b/gruppen[@nach = 'team']/gruppe"/>
      <xsl:variable name="erste" select="$teams[1]/datei[not(@bericht = preceding-sibling::datei/@bericht)]"/>
      <section id="teams">
        <heading>Teams</heading>
        <table caption="Teams mit ihren Berichten" caption-hidden="yes" sortable="yes">
          <col weight="1"/>
          <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
          <xsl:for-each select="$erste"><col/></xsl:for-each>
          <head>
            <row>
              <cell header="yes">Team</cell>
              <cell header="yes">Kund*innen</cell>
              <cell header="yes">Quote</cell>
              <cell header="yes">überfällig</cell>
              <cell header="yes">ohne Kontakt</cell>
              <xsl:for-each select="$erste"><cell header="yes"><xsl:apply-templates select="@bericht" mode="titel"/></cell></xsl:for-each>
            </row>
          </head>
          <body>
            <xsl:for-each select="$teams">
              <xsl:variable name="ich" select="."/>
              <xsl:variable name="gruppe" select="$gruppen[@nr = current()/@nr]"/>
              <row>
                <cell header="yes"><xsl:value-of select="@name"/></cell>
                <cell><xsl:value-of select="$gruppe/kunden/@text"/></cell>
                <cell><xsl:value-of select="$gruppe/quote/@text"/></cell>
                <cell><xsl:value-of select="$gruppe/urteil[@code = 'ueberfaellig']/@text"/></cell>
                <cell><xsl:value-of select="$gruppe/urteil[@code = 'nie']/@text"/></cell>
                <xsl:for-each select="$erste">
                  <xsl:call-template name="oeffnen"><xsl:with-param name="was" select="$ich/datei[@bericht = current()/@bericht]"/></xsl:call-template>
                </xsl:for-each>
              </row>
            </xsl:for-each>
          </body>
        </table>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="betreuung">
    <xsl:if test="$betreuung">
      <section id="betreuung">
        <heading>Betreuer*innen</heading>
        <table caption="Arbeitslisten je Betreuer*in" caption-hidden="yes" sortable="yes">
          <col weight="1"/><col/><col weight="1"/><col/>
          <head>
            <row>
              <cell header="yes">Betreuer*in</cell>
              <cell header="yes">Kürzel</cell>
              <cell header="yes">Team</cell>
              <cell header="yes">Arbeitsliste</cell>
            </row>
          </head>
          <body>
            <xsl:for-each select="$betreuung">
              <row>
                <cell header="yes"><xsl:value-of select="@name"/></cell>
                <cell><xsl:value-of select="@kennung"/></cell>
                <cell><xsl:value-of select="@teams"/></cell>
                <xsl:call-template name="oeffnen"><xsl:with-param name="was" select="datei"/></xsl:call-template>
              </row>
            </xsl:for-each>
          </body>
        </table>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="daten">
    <section id="daten">
      <heading>Daten des Laufs</heading>
      <table caption="Daten des Laufs" caption-hidden="yes">
        <col/><col weight="1"/><col align="right" number="yes"/>
        <head>
          <row><cell header="yes">Datei</cell><cell header="yes">Inhalt</cell><cell header="yes">Größe</cell></row>
        </head>
        <body>
          <xsl:for-each select="$daten">
            <row>
              <cell header="yes"><link to="{@pfad}"><xsl:value-of select="@pfad"/></link></cell>
              <cell><xsl:apply-templates select="@pfad" mode="inhalt"/></cell>
              <cell><xsl:value-of select="@text"/></cell>
            </row>
          </xsl:for-each>
        </body>
      </table>
    </section>
  </xsl:template>

  <!-- Ein Ordner, der allein weitergegeben wird: seine Dateien, sonst nichts -->
  <xsl:template name="eigene">
    <xsl:variable name="eigene" select="$dateien/fuer/datei"/>
    <section id="dateien">
      <heading>Berichte und Listen</heading>
      <table caption="Berichte und Listen" caption-hidden="yes">
        <col/><col weight="1"/><col/>
        <head>
          <row><cell header="yes">Bericht</cell><cell header="yes">wofür</cell><cell header="yes">öffnen</cell></row>
        </head>
        <body>
          <xsl:for-each select="$dateien/fuer">
            <xsl:variable name="ich" select="."/>
            <xsl:for-each select="datei[not(@bericht = preceding-sibling::datei/@bericht)]">
              <row>
                <cell header="yes">
                  <xsl:apply-templates select="@bericht" mode="titel"/>
                  <xsl:if test="$fuer = 'team' and $ich/@art = 'betreuung'"> ohne Betreuer*in</xsl:if>
                </cell>
                <cell><xsl:apply-templates select="@bericht" mode="wofuer"/></cell>
                <xsl:call-template name="oeffnen"><xsl:with-param name="was" select="$ich/datei[@bericht = current()/@bericht]"/></xsl:call-template>
              </row>
            </xsl:for-each>
          </xsl:for-each>
        </body>
      </table>
    </section>
  </xsl:template>

  <xsl:template name="pruefen">
    <section id="pruefen">
      <heading>Vollständig und unverändert?</heading>
      <para>
        <xsl:text>Lauf </xsl:text><xsl:value-of select="$lauf/@kennung"/>
        <xsl:text>, kontaktdichte </xsl:text><xsl:value-of select="$lauf/@programm"/>
        <xsl:text>. Die Prüfsummen aller Dateien dieses Ordners stehen in </xsl:text>
        <link to="./SHA256SUMS">SHA256SUMS</link>
        <xsl:choose>
          <xsl:when test="$fuer = 'jobcenter'"> (sha256sum -c SHA256SUMS, oder kontaktdichte verify mit dem Namen dieses Ordners); woraus der Lauf entstand, in <link to="lauf.xml">lauf.xml</link>.</xsl:when>
          <xsl:otherwise> (sha256sum -c SHA256SUMS).</xsl:otherwise>
        </xsl:choose>
      </para>
    </section>
  </xsl:template>

  <!-- Eine Zelle mit einem Verweis je Format und der Größe der Datei -->
  <xsl:template name="oeffnen">
    <xsl:param name="was"/>
    <cell>
      <xsl:for-each select="$was">
        <xsl:if test="position() &gt; 1"><xsl:text>&#xA0;· </xsl:text></xsl:if>
        <link to="{@pfad}"><xsl:value-of select="translate(@format, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/></link>
        <xsl:text>&#xA0;</xsl:text>
        <muted><xsl:value-of select="@text"/></muted>
      </xsl:for-each>
    </cell>
  </xsl:template>

  <xsl:template match="@bericht" mode="titel">
    <xsl:choose>
      <xsl:when test=". = 'monatsbericht'">Monatsbericht</xsl:when>
      <xsl:when test=". = 'fachaufsicht'">Fachaufsicht</xsl:when>
      <xsl:when test=". = 'nachweis'">Nachweis</xsl:when>
      <xsl:when test=". = 'arbeitslisten'">Arbeitsliste</xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="@bericht" mode="wofuer">
    <xsl:choose>
      <xsl:when test=". = 'monatsbericht'">Controlling für die Leitung: Quote, Verlauf, Ursachen, Personal; ohne Namen und Nummern von Kund*innen</xsl:when>
      <xsl:when test=". = 'fachaufsicht'">Unterlage für das Aufsichtsgespräch: je Betreuer*in Zahlen, Listen und eine Stichprobe</xsl:when>
      <xsl:when test=". = 'nachweis'">zur Ablage: jedes Urteil, die Summen, womit und woraus sie entstanden sind</xsl:when>
      <xsl:when test=". = 'arbeitslisten'">wer zu kontaktieren ist, das Dringendste zuerst</xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Wo Berichte kleine Gruppen verbergen, sind die Daten des Laufs nicht zum Weitergeben. -->
  <xsl:template name="nur-intern">
    <xsl:if test="$lauf/mindestgruppe">; mit allen, auch kleinen Gruppen: nicht zum Veröffentlichen</xsl:if>
  </xsl:template>

  <xsl:template match="@pfad" mode="inhalt">
    <xsl:choose>
      <xsl:when test=". = 'ergebnis.csv'">je Kund*in das Urteil, der Tag der Fälligkeit und was ihn erklärt<xsl:call-template name="nur-intern"/></xsl:when>
      <xsl:when test=". = 'ergebnis.xml'">alle Zahlen der Berichte<xsl:call-template name="nur-intern"/></xsl:when>
      <xsl:when test=". = 'abgelehnt.csv'">Zeilen der Exporte, die nicht verwendet wurden, mit dem Grund</xsl:when>
      <xsl:when test=". = 'hinweise.csv'">Hinweise und Befunde zu einzelnen Zeilen</xsl:when>
      <xsl:when test=". = 'lauf.xml'">Parameter, Fassungen, Eingaben mit Prüfsummen</xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
